-- A small database with one of everything that pg_dump writes in its own way. For psql -v ON_ERROR_STOP=1 into a fresh
-- database; what a major does not know is left out of it.
\set ON_ERROR_STOP 1
SELECT current_setting('server_version_num')::int >= 110000 AS v11,
       current_setting('server_version_num')::int >= 120000 AS v12,
       current_setting('server_version_num')::int >= 140000 AS v14,
       current_setting('server_version_num')::int >= 150000 AS v15,
       current_setting('server_version_num')::int >= 170000 AS v17,
       current_setting('server_version_num')::int >= 180000 AS v18 \gset

CREATE SCHEMA "Sales";
COMMENT ON SCHEMA "Sales" IS 'it''s mixed; with a semicolon';
CREATE TYPE public.state AS ENUM ('new', 'paid', 'it''s gone');
CREATE DOMAIN public.email AS text CHECK (VALUE LIKE '%@%');
CREATE TYPE public.point3 AS (x float8, y float8, z float8);
CREATE COLLATION public.plain (locale = 'C');

CREATE FUNCTION public.is_short(t text) RETURNS boolean IMMUTABLE LANGUAGE sql AS $_$ SELECT length(t) < 100 $_$;
CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- a body with lines that look like a dump's own:
  PERFORM 'it''s; \ ';
SET LOCAL work_mem = '4MB';
  NEW.changed := now();
  RETURN NEW;
END
$$;

CREATE TABLE public.customers (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  mail public.email NOT NULL UNIQUE,
  name text COLLATE public.plain CHECK (public.is_short(name)),
  changed timestamptz DEFAULT now(),
  place public.point3,
  tags text[] DEFAULT '{}'
);
CREATE TABLE "Sales"."Order Lines" (
  "Id" serial PRIMARY KEY,
  customer bigint REFERENCES public.customers ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  state public.state DEFAULT 'new',
  note text,
  raw bytea
);
CREATE INDEX "By State" ON "Sales"."Order Lines" (state, lower(note)) WHERE note IS NOT NULL;
CREATE UNLOGGED TABLE public.cache (key text PRIMARY KEY, value jsonb);
CREATE TABLE public.parent (a int, b text);
CREATE TABLE public.child (c int) INHERITS (public.parent);
CREATE TABLE public.events (at date NOT NULL, what text) PARTITION BY RANGE (at);
CREATE TABLE public.events_2024 PARTITION OF public.events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE public.events_2025 PARTITION OF public.events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
\if :v11
CREATE INDEX ON public.events (at);
CREATE TABLE public.events_rest PARTITION OF public.events DEFAULT;
CREATE PROCEDURE public.settle() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$;
\endif
\if :v12
CREATE TABLE public.sums (a int, twice int GENERATED ALWAYS AS (a * 2) STORED);
INSERT INTO public.sums VALUES (21);
\endif
\if :v14
CREATE FUNCTION public.answer(n int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT n + 42; SELECT CASE WHEN n > 0 THEN n ELSE 42 END; END;
CREATE TABLE public.spans (during tstzmultirange, note text COMPRESSION pglz);
\endif
\if :v15
CREATE UNIQUE INDEX ON public.parent (a) NULLS NOT DISTINCT;
CREATE VIEW public.mine WITH (security_invoker = true) AS SELECT id FROM public.customers;
\endif
\if :v18
CREATE TABLE public.computed (a int, thrice int GENERATED ALWAYS AS (a * 3) VIRTUAL);
INSERT INTO public.computed VALUES (14);
\endif

CREATE TRIGGER touched BEFORE UPDATE ON public.customers FOR EACH ROW EXECUTE PROCEDURE public.touch();
CREATE RULE keep AS ON DELETE TO public.parent DO INSTEAD NOTHING;
CREATE VIEW public.open_lines AS SELECT c.mail, l."Id" FROM public.customers c JOIN "Sales"."Order Lines" l ON l.customer = c.id;
CREATE MATERIALIZED VIEW public.counts AS SELECT state, count(*) FROM "Sales"."Order Lines" GROUP BY state;
CREATE UNIQUE INDEX ON public.counts (state);
CREATE STATISTICS public.related (dependencies) ON mail, name FROM public.customers;
ALTER TABLE public.customers ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.customers TO "App Role" USING (mail = current_user);
CREATE PUBLICATION changes FOR TABLE public.customers;
CREATE FUNCTION public.no_drop() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN NULL; END';
CREATE EVENT TRIGGER watch ON sql_drop EXECUTE PROCEDURE public.no_drop();
CREATE AGGREGATE public.product (int) (SFUNC = int4mul, STYPE = int);
CREATE OPERATOR public.=~ (LEFTARG = text, RIGHTARG = text, PROCEDURE = texteq);
CREATE EXTENSION hstore;
ALTER TABLE public.customers ADD COLUMN more hstore;

INSERT INTO public.customers (mail, name, place, tags, more)
  SELECT n || '@x.org', E'größe\t\\ \n' || n, row(n, 2, 3)::public.point3, ARRAY['a', NULL, 'b"c'], 'k=>v'
  FROM generate_series(1, 30) n;
INSERT INTO "Sales"."Order Lines" (customer, state, note, raw)
  SELECT n, 'it''s gone', CASE WHEN n % 3 = 0 THEN NULL ELSE E'\\.\n' END, '\xdeadbeef' FROM generate_series(1, 30) n;
INSERT INTO public.cache VALUES ('k', '{"a": [1, "\\"]}');
INSERT INTO public.parent VALUES (1, 'parent');
INSERT INTO public.child VALUES (2, 'child', 3);
INSERT INTO public.events VALUES ('2024-05-05', 'a'), ('2025-05-05', 'b');
REFRESH MATERIALIZED VIEW public.counts;
SELECT lo_from_bytea(4711, 'a large object');
COMMENT ON COLUMN public.customers.mail IS 'where to write';

ALTER TABLE public.customers OWNER TO owner_of_all;
GRANT SELECT (mail) ON public.customers TO "App Role" WITH GRANT OPTION;
ALTER DEFAULT PRIVILEGES FOR ROLE owner_of_all IN SCHEMA public GRANT SELECT ON TABLES TO reader;
ALTER DATABASE rich SET work_mem = '7MB';
