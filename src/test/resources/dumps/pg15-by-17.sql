--
-- PostgreSQL database dump
--

\restrict ycK3MvsbAc07GyXvSou9kyPb1UVu2yLDb8Wo5kKnM6chp3KS4z2eznWs31dg2s8

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 17.11 (Debian 17.11-0+deb13u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: rich; Type: DATABASE; Schema: -; Owner: postgres
--

CREATE DATABASE rich WITH TEMPLATE = template0 ENCODING = 'UTF8' LOCALE_PROVIDER = libc LOCALE = 'C';


ALTER DATABASE rich OWNER TO postgres;

\unrestrict ycK3MvsbAc07GyXvSou9kyPb1UVu2yLDb8Wo5kKnM6chp3KS4z2eznWs31dg2s8
\connect rich
\restrict ycK3MvsbAc07GyXvSou9kyPb1UVu2yLDb8Wo5kKnM6chp3KS4z2eznWs31dg2s8

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: rich; Type: DATABASE PROPERTIES; Schema: -; Owner: postgres
--

ALTER DATABASE rich SET work_mem TO '7MB';


\unrestrict ycK3MvsbAc07GyXvSou9kyPb1UVu2yLDb8Wo5kKnM6chp3KS4z2eznWs31dg2s8
\connect rich
\restrict ycK3MvsbAc07GyXvSou9kyPb1UVu2yLDb8Wo5kKnM6chp3KS4z2eznWs31dg2s8

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: Sales; Type: SCHEMA; Schema: -; Owner: postgres
--

CREATE SCHEMA "Sales";


ALTER SCHEMA "Sales" OWNER TO postgres;

--
-- Name: SCHEMA "Sales"; Type: COMMENT; Schema: -; Owner: postgres
--

COMMENT ON SCHEMA "Sales" IS 'it''s mixed; with a semicolon';


--
-- Name: plain; Type: COLLATION; Schema: public; Owner: postgres
--

CREATE COLLATION public.plain (provider = libc, locale = 'C');


ALTER COLLATION public.plain OWNER TO postgres;

--
-- Name: hstore; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS hstore WITH SCHEMA public;


--
-- Name: EXTENSION hstore; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION hstore IS 'data type for storing sets of (key, value) pairs';


--
-- Name: email; Type: DOMAIN; Schema: public; Owner: postgres
--

CREATE DOMAIN public.email AS text
	CONSTRAINT email_check CHECK ((VALUE ~~ '%@%'::text));


ALTER DOMAIN public.email OWNER TO postgres;

--
-- Name: point3; Type: TYPE; Schema: public; Owner: postgres
--

CREATE TYPE public.point3 AS (
	x double precision,
	y double precision,
	z double precision
);


ALTER TYPE public.point3 OWNER TO postgres;

--
-- Name: state; Type: TYPE; Schema: public; Owner: postgres
--

CREATE TYPE public.state AS ENUM (
    'new',
    'paid',
    'it''s gone'
);


ALTER TYPE public.state OWNER TO postgres;

--
-- Name: answer(integer); Type: FUNCTION; Schema: public; Owner: postgres
--

CREATE FUNCTION public.answer(n integer) RETURNS integer
    LANGUAGE sql
    BEGIN ATOMIC
 SELECT (n + 42);
 SELECT
         CASE
             WHEN (n > 0) THEN n
             ELSE 42
         END AS "case";
END;


ALTER FUNCTION public.answer(n integer) OWNER TO postgres;

--
-- Name: is_short(text); Type: FUNCTION; Schema: public; Owner: postgres
--

CREATE FUNCTION public.is_short(t text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS $$ SELECT length(t) < 100 $$;


ALTER FUNCTION public.is_short(t text) OWNER TO postgres;

--
-- Name: no_drop(); Type: FUNCTION; Schema: public; Owner: postgres
--

CREATE FUNCTION public.no_drop() RETURNS event_trigger
    LANGUAGE plpgsql
    AS $$BEGIN NULL; END$$;


ALTER FUNCTION public.no_drop() OWNER TO postgres;

--
-- Name: settle(); Type: PROCEDURE; Schema: public; Owner: postgres
--

CREATE PROCEDURE public.settle()
    LANGUAGE plpgsql
    AS $$ BEGIN COMMIT; END $$;


ALTER PROCEDURE public.settle() OWNER TO postgres;

--
-- Name: touch(); Type: FUNCTION; Schema: public; Owner: postgres
--

CREATE FUNCTION public.touch() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  -- a body with lines that look like a dump's own:
  PERFORM 'it''s; \ ';
SET LOCAL work_mem = '4MB';
  NEW.changed := now();
  RETURN NEW;
END
$$;


ALTER FUNCTION public.touch() OWNER TO postgres;

--
-- Name: product(integer); Type: AGGREGATE; Schema: public; Owner: postgres
--

CREATE AGGREGATE public.product(integer) (
    SFUNC = int4mul,
    STYPE = integer
);


ALTER AGGREGATE public.product(integer) OWNER TO postgres;

--
-- Name: =~; Type: OPERATOR; Schema: public; Owner: postgres
--

CREATE OPERATOR public.=~ (
    FUNCTION = texteq,
    LEFTARG = text,
    RIGHTARG = text
);


ALTER OPERATOR public.=~ (text, text) OWNER TO postgres;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: Order Lines; Type: TABLE; Schema: Sales; Owner: postgres
--

CREATE TABLE "Sales"."Order Lines" (
    "Id" integer NOT NULL,
    customer bigint,
    state public.state DEFAULT 'new'::public.state,
    note text,
    raw bytea
);


ALTER TABLE "Sales"."Order Lines" OWNER TO postgres;

--
-- Name: Order Lines_Id_seq; Type: SEQUENCE; Schema: Sales; Owner: postgres
--

CREATE SEQUENCE "Sales"."Order Lines_Id_seq"
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE "Sales"."Order Lines_Id_seq" OWNER TO postgres;

--
-- Name: Order Lines_Id_seq; Type: SEQUENCE OWNED BY; Schema: Sales; Owner: postgres
--

ALTER SEQUENCE "Sales"."Order Lines_Id_seq" OWNED BY "Sales"."Order Lines"."Id";


--
-- Name: cache; Type: TABLE; Schema: public; Owner: postgres
--

CREATE UNLOGGED TABLE public.cache (
    key text NOT NULL,
    value jsonb
);


ALTER TABLE public.cache OWNER TO postgres;

--
-- Name: parent; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.parent (
    a integer,
    b text
);


ALTER TABLE public.parent OWNER TO postgres;

--
-- Name: child; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.child (
    c integer
)
INHERITS (public.parent);


ALTER TABLE public.child OWNER TO postgres;

--
-- Name: counts; Type: MATERIALIZED VIEW; Schema: public; Owner: postgres
--

CREATE MATERIALIZED VIEW public.counts AS
 SELECT "Order Lines".state,
    count(*) AS count
   FROM "Sales"."Order Lines"
  GROUP BY "Order Lines".state
  WITH NO DATA;


ALTER MATERIALIZED VIEW public.counts OWNER TO postgres;

--
-- Name: customers; Type: TABLE; Schema: public; Owner: owner_of_all
--

CREATE TABLE public.customers (
    id bigint NOT NULL,
    mail public.email NOT NULL,
    name text COLLATE public.plain,
    changed timestamp with time zone DEFAULT now(),
    place public.point3,
    tags text[] DEFAULT '{}'::text[],
    more public.hstore,
    CONSTRAINT customers_name_check CHECK (public.is_short(name))
);


ALTER TABLE public.customers OWNER TO owner_of_all;

--
-- Name: COLUMN customers.mail; Type: COMMENT; Schema: public; Owner: owner_of_all
--

COMMENT ON COLUMN public.customers.mail IS 'where to write';


--
-- Name: customers_id_seq; Type: SEQUENCE; Schema: public; Owner: owner_of_all
--

ALTER TABLE public.customers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.customers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: events; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.events (
    at date NOT NULL,
    what text
)
PARTITION BY RANGE (at);


ALTER TABLE public.events OWNER TO postgres;

--
-- Name: events_2024; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.events_2024 (
    at date NOT NULL,
    what text
);


ALTER TABLE public.events_2024 OWNER TO postgres;

--
-- Name: events_2025; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.events_2025 (
    at date NOT NULL,
    what text
);


ALTER TABLE public.events_2025 OWNER TO postgres;

--
-- Name: events_rest; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.events_rest (
    at date NOT NULL,
    what text
);


ALTER TABLE public.events_rest OWNER TO postgres;

--
-- Name: mine; Type: VIEW; Schema: public; Owner: postgres
--

CREATE VIEW public.mine WITH (security_invoker='true') AS
 SELECT customers.id
   FROM public.customers;


ALTER VIEW public.mine OWNER TO postgres;

--
-- Name: open_lines; Type: VIEW; Schema: public; Owner: postgres
--

CREATE VIEW public.open_lines AS
 SELECT c.mail,
    l."Id"
   FROM (public.customers c
     JOIN "Sales"."Order Lines" l ON ((l.customer = c.id)));


ALTER VIEW public.open_lines OWNER TO postgres;

--
-- Name: spans; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.spans (
    during tstzmultirange,
    note text
);
ALTER TABLE ONLY public.spans ALTER COLUMN note SET COMPRESSION pglz;


ALTER TABLE public.spans OWNER TO postgres;

--
-- Name: sums; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.sums (
    a integer,
    twice integer GENERATED ALWAYS AS ((a * 2)) STORED
);


ALTER TABLE public.sums OWNER TO postgres;

--
-- Name: events_2024; Type: TABLE ATTACH; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.events ATTACH PARTITION public.events_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');


--
-- Name: events_2025; Type: TABLE ATTACH; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.events ATTACH PARTITION public.events_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');


--
-- Name: events_rest; Type: TABLE ATTACH; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.events ATTACH PARTITION public.events_rest DEFAULT;


--
-- Name: Order Lines Id; Type: DEFAULT; Schema: Sales; Owner: postgres
--

ALTER TABLE ONLY "Sales"."Order Lines" ALTER COLUMN "Id" SET DEFAULT nextval('"Sales"."Order Lines_Id_seq"'::regclass);


--
-- Data for Name: Order Lines; Type: TABLE DATA; Schema: Sales; Owner: postgres
--

COPY "Sales"."Order Lines" ("Id", customer, state, note, raw) FROM stdin;
1	1	it's gone	\\.\n	\\xdeadbeef
2	2	it's gone	\\.\n	\\xdeadbeef
3	3	it's gone	\N	\\xdeadbeef
4	4	it's gone	\\.\n	\\xdeadbeef
5	5	it's gone	\\.\n	\\xdeadbeef
6	6	it's gone	\N	\\xdeadbeef
7	7	it's gone	\\.\n	\\xdeadbeef
8	8	it's gone	\\.\n	\\xdeadbeef
9	9	it's gone	\N	\\xdeadbeef
10	10	it's gone	\\.\n	\\xdeadbeef
11	11	it's gone	\\.\n	\\xdeadbeef
12	12	it's gone	\N	\\xdeadbeef
13	13	it's gone	\\.\n	\\xdeadbeef
14	14	it's gone	\\.\n	\\xdeadbeef
15	15	it's gone	\N	\\xdeadbeef
16	16	it's gone	\\.\n	\\xdeadbeef
17	17	it's gone	\\.\n	\\xdeadbeef
18	18	it's gone	\N	\\xdeadbeef
19	19	it's gone	\\.\n	\\xdeadbeef
20	20	it's gone	\\.\n	\\xdeadbeef
21	21	it's gone	\N	\\xdeadbeef
22	22	it's gone	\\.\n	\\xdeadbeef
23	23	it's gone	\\.\n	\\xdeadbeef
24	24	it's gone	\N	\\xdeadbeef
25	25	it's gone	\\.\n	\\xdeadbeef
26	26	it's gone	\\.\n	\\xdeadbeef
27	27	it's gone	\N	\\xdeadbeef
28	28	it's gone	\\.\n	\\xdeadbeef
29	29	it's gone	\\.\n	\\xdeadbeef
30	30	it's gone	\N	\\xdeadbeef
\.


--
-- Data for Name: cache; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.cache (key, value) FROM stdin;
k	{"a": [1, "\\\\"]}
\.


--
-- Data for Name: child; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.child (a, b, c) FROM stdin;
2	child	3
\.


--
-- Data for Name: customers; Type: TABLE DATA; Schema: public; Owner: owner_of_all
--

COPY public.customers (id, mail, name, changed, place, tags, more) FROM stdin;
1	1@x.org	größe\t\\ \n1	2026-11-22 17:26:29.686407+00	(1,2,3)	{a,NULL,"b\\"c"}	"k"=>"v"
2	2@x.org	größe\t\\ \n2	2026-11-22 17:26:29.686407+00	(2,2,3)	{a,NULL,"b\\"c"}	"k"=>"v"
3	3@x.org	größe\t\\ \n3	2026-11-22 17:26:29.686407+00	(3,2,3)	{a,NULL,"b\\"c"}	"k"=>"v"
4	4@x.org	größe\t\\ \n4	2026-11-22 17:26:29.686407+00	(4,2,3)	{a,NULL,"b\\"c"}	"k"=>"v"
5	5@x.org	größe\t\\ \n5	2026-11-22 17:26:29.686407+00	(5,2,3)	{a,NULL,"b\\"c"}	"k"=>"v"
6	6@x.org	größe\t\\ \n6	2026-11-22 17:26:29.686407+00	(6,2,3)	{a,NULL,"b\\"c"}	"k"=>"v"
7	7@x.org	größe\t\\ \n7	2026-11-22 17:26:29.686407+00	(7,2,3)	{a,NULL,"b\\"c"}	"k"=>"v"
8	8@x.org	größe\t\\ \n8	2026-11-22 17:26:29.686407+00	(8,2,3)	{a,NULL,"b\\"c"}	"k"=>"v"
9	9@x.org	größe\t\\ \n9	2026-11-22 17:26:29.686407+00	(9,2,3)	{a,NULL,"b\\"c"}	"k"=>"v"
10	10@x.org	größe\t\\ \n10	2026-11-22 17:26:29.686407+00	(10,2,3)	{a,NULL,"b\\"c"}	"k"=>"v"
11	11@x.org	größe\t\\ \n11	2026-11-22 17:26:29.686407+00	(11,2,3)	{a,NULL,"b\\"c"}	"k"=>"v"
12	12@x.org	größe\t\\ \n12	2026-11-22 17:26:29.686407+00	(12,2,3)	{a,NULL,"b\\"c"}	"k"=>"v"
13	13@x.org	größe\t\\ \n13	2026-11-22 17:26:29.686407+00	(13,2,3)	{a,NULL,"b\\"c"}	"k"=>"v"
14	14@x.org	größe\t\\ \n14	2026-11-22 17:26:29.686407+00	(14,2,3)	{a,NULL,"b\\"c"}	"k"=>"v"
15	15@x.org	größe\t\\ \n15	2026-11-22 17:26:29.686407+00	(15,2,3)	{a,NULL,"b\\"c"}	"k"=>"v"
16	16@x.org	größe\t\\ \n16	2026-11-22 17:26:29.686407+00	(16,2,3)	{a,NULL,"b\\"c"}	"k"=>"v"
17	17@x.org	größe\t\\ \n17	2026-11-22 17:26:29.686407+00	(17,2,3)	{a,NULL,"b\\"c"}	"k"=>"v"
18	18@x.org	größe\t\\ \n18	2026-11-22 17:26:29.686407+00	(18,2,3)	{a,NULL,"b\\"c"}	"k"=>"v"
19	19@x.org	größe\t\\ \n19	2026-11-22 17:26:29.686407+00	(19,2,3)	{a,NULL,"b\\"c"}	"k"=>"v"
20	20@x.org	größe\t\\ \n20	2026-11-22 17:26:29.686407+00	(20,2,3)	{a,NULL,"b\\"c"}	"k"=>"v"
21	21@x.org	größe\t\\ \n21	2026-11-22 17:26:29.686407+00	(21,2,3)	{a,NULL,"b\\"c"}	"k"=>"v"
22	22@x.org	größe\t\\ \n22	2026-11-22 17:26:29.686407+00	(22,2,3)	{a,NULL,"b\\"c"}	"k"=>"v"
23	23@x.org	größe\t\\ \n23	2026-11-22 17:26:29.686407+00	(23,2,3)	{a,NULL,"b\\"c"}	"k"=>"v"
24	24@x.org	größe\t\\ \n24	2026-11-22 17:26:29.686407+00	(24,2,3)	{a,NULL,"b\\"c"}	"k"=>"v"
25	25@x.org	größe\t\\ \n25	2026-11-22 17:26:29.686407+00	(25,2,3)	{a,NULL,"b\\"c"}	"k"=>"v"
26	26@x.org	größe\t\\ \n26	2026-11-22 17:26:29.686407+00	(26,2,3)	{a,NULL,"b\\"c"}	"k"=>"v"
27	27@x.org	größe\t\\ \n27	2026-11-22 17:26:29.686407+00	(27,2,3)	{a,NULL,"b\\"c"}	"k"=>"v"
28	28@x.org	größe\t\\ \n28	2026-11-22 17:26:29.686407+00	(28,2,3)	{a,NULL,"b\\"c"}	"k"=>"v"
29	29@x.org	größe\t\\ \n29	2026-11-22 17:26:29.686407+00	(29,2,3)	{a,NULL,"b\\"c"}	"k"=>"v"
30	30@x.org	größe\t\\ \n30	2026-11-22 17:26:29.686407+00	(30,2,3)	{a,NULL,"b\\"c"}	"k"=>"v"
\.


--
-- Data for Name: events_2024; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.events_2024 (at, what) FROM stdin;
2024-05-05	a
\.


--
-- Data for Name: events_2025; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.events_2025 (at, what) FROM stdin;
2025-05-05	b
\.


--
-- Data for Name: events_rest; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.events_rest (at, what) FROM stdin;
\.


--
-- Data for Name: parent; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.parent (a, b) FROM stdin;
1	parent
\.


--
-- Data for Name: spans; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.spans (during, note) FROM stdin;
\.


--
-- Data for Name: sums; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.sums (a) FROM stdin;
21
\.


--
-- Name: Order Lines_Id_seq; Type: SEQUENCE SET; Schema: Sales; Owner: postgres
--

SELECT pg_catalog.setval('"Sales"."Order Lines_Id_seq"', 30, true);


--
-- Name: customers_id_seq; Type: SEQUENCE SET; Schema: public; Owner: owner_of_all
--

SELECT pg_catalog.setval('public.customers_id_seq', 30, true);


--
-- Name: 4711; Type: BLOB METADATA; Schema: -; Owner: postgres
--

SELECT pg_catalog.lo_create('4711');

ALTER LARGE OBJECT 4711 OWNER TO postgres;

--
-- Data for Name: 4711; Type: BLOBS; Schema: -; Owner: postgres
--

BEGIN;

SELECT pg_catalog.lo_open('4711', 131072);
SELECT pg_catalog.lowrite(0, '\x61206c61726765206f626a656374');
SELECT pg_catalog.lo_close(0);

COMMIT;

--
-- Name: Order Lines Order Lines_pkey; Type: CONSTRAINT; Schema: Sales; Owner: postgres
--

ALTER TABLE ONLY "Sales"."Order Lines"
    ADD CONSTRAINT "Order Lines_pkey" PRIMARY KEY ("Id");


--
-- Name: cache cache_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.cache
    ADD CONSTRAINT cache_pkey PRIMARY KEY (key);


--
-- Name: customers customers_mail_key; Type: CONSTRAINT; Schema: public; Owner: owner_of_all
--

ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_mail_key UNIQUE (mail);


--
-- Name: customers customers_pkey; Type: CONSTRAINT; Schema: public; Owner: owner_of_all
--

ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_pkey PRIMARY KEY (id);


--
-- Name: By State; Type: INDEX; Schema: Sales; Owner: postgres
--

CREATE INDEX "By State" ON "Sales"."Order Lines" USING btree (state, lower(note)) WHERE (note IS NOT NULL);


--
-- Name: counts_state_idx; Type: INDEX; Schema: public; Owner: postgres
--

CREATE UNIQUE INDEX counts_state_idx ON public.counts USING btree (state);


--
-- Name: events_at_idx; Type: INDEX; Schema: public; Owner: postgres
--

CREATE INDEX events_at_idx ON ONLY public.events USING btree (at);


--
-- Name: events_2024_at_idx; Type: INDEX; Schema: public; Owner: postgres
--

CREATE INDEX events_2024_at_idx ON public.events_2024 USING btree (at);


--
-- Name: events_2025_at_idx; Type: INDEX; Schema: public; Owner: postgres
--

CREATE INDEX events_2025_at_idx ON public.events_2025 USING btree (at);


--
-- Name: events_rest_at_idx; Type: INDEX; Schema: public; Owner: postgres
--

CREATE INDEX events_rest_at_idx ON public.events_rest USING btree (at);


--
-- Name: parent_a_idx; Type: INDEX; Schema: public; Owner: postgres
--

CREATE UNIQUE INDEX parent_a_idx ON public.parent USING btree (a) NULLS NOT DISTINCT;


--
-- Name: events_2024_at_idx; Type: INDEX ATTACH; Schema: public; Owner: postgres
--

ALTER INDEX public.events_at_idx ATTACH PARTITION public.events_2024_at_idx;


--
-- Name: events_2025_at_idx; Type: INDEX ATTACH; Schema: public; Owner: postgres
--

ALTER INDEX public.events_at_idx ATTACH PARTITION public.events_2025_at_idx;


--
-- Name: events_rest_at_idx; Type: INDEX ATTACH; Schema: public; Owner: postgres
--

ALTER INDEX public.events_at_idx ATTACH PARTITION public.events_rest_at_idx;


--
-- Name: related; Type: STATISTICS; Schema: public; Owner: postgres
--

CREATE STATISTICS public.related (dependencies) ON mail, name FROM public.customers;


ALTER STATISTICS public.related OWNER TO postgres;

--
-- Name: parent keep; Type: RULE; Schema: public; Owner: postgres
--

CREATE RULE keep AS
    ON DELETE TO public.parent DO INSTEAD NOTHING;


--
-- Name: customers touched; Type: TRIGGER; Schema: public; Owner: owner_of_all
--

CREATE TRIGGER touched BEFORE UPDATE ON public.customers FOR EACH ROW EXECUTE FUNCTION public.touch();


--
-- Name: Order Lines Order Lines_customer_fkey; Type: FK CONSTRAINT; Schema: Sales; Owner: postgres
--

ALTER TABLE ONLY "Sales"."Order Lines"
    ADD CONSTRAINT "Order Lines_customer_fkey" FOREIGN KEY (customer) REFERENCES public.customers(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;


--
-- Name: customers; Type: ROW SECURITY; Schema: public; Owner: owner_of_all
--

ALTER TABLE public.customers ENABLE ROW LEVEL SECURITY;

--
-- Name: customers own; Type: POLICY; Schema: public; Owner: owner_of_all
--

CREATE POLICY own ON public.customers TO "App Role" USING (((mail)::text = CURRENT_USER));


--
-- Name: changes; Type: PUBLICATION; Schema: -; Owner: postgres
--

CREATE PUBLICATION changes WITH (publish = 'insert, update, delete, truncate');


ALTER PUBLICATION changes OWNER TO postgres;

--
-- Name: changes customers; Type: PUBLICATION TABLE; Schema: public; Owner: postgres
--

ALTER PUBLICATION changes ADD TABLE ONLY public.customers;


--
-- Name: COLUMN customers.mail; Type: ACL; Schema: public; Owner: owner_of_all
--

GRANT SELECT(mail) ON TABLE public.customers TO "App Role" WITH GRANT OPTION;


--
-- Name: DEFAULT PRIVILEGES FOR TABLES; Type: DEFAULT ACL; Schema: public; Owner: owner_of_all
--

ALTER DEFAULT PRIVILEGES FOR ROLE owner_of_all IN SCHEMA public GRANT SELECT ON TABLES TO reader;


--
-- Name: watch; Type: EVENT TRIGGER; Schema: -; Owner: postgres
--

CREATE EVENT TRIGGER watch ON sql_drop
   EXECUTE FUNCTION public.no_drop();


ALTER EVENT TRIGGER watch OWNER TO postgres;

--
-- Name: counts; Type: MATERIALIZED VIEW DATA; Schema: public; Owner: postgres
--

REFRESH MATERIALIZED VIEW public.counts;


--
-- PostgreSQL database dump complete
--

\unrestrict ycK3MvsbAc07GyXvSou9kyPb1UVu2yLDb8Wo5kKnM6chp3KS4z2eznWs31dg2s8

