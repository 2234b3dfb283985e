--
-- PostgreSQL database cluster dump
--

\restrict YYafKYWMDF6ZulMTfGykOLGJcueYs2qScnMKS4OLfkgkgaAvPKSRRckMDU2JRUO

SET default_transaction_read_only = off;

SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;

--
-- Roles
--

CREATE ROLE postgres;
ALTER ROLE postgres WITH SUPERUSER INHERIT CREATEROLE CREATEDB LOGIN REPLICATION BYPASSRLS;

--
-- User Configurations
--








\unrestrict YYafKYWMDF6ZulMTfGykOLGJcueYs2qScnMKS4OLfkgkgaAvPKSRRckMDU2JRUO

--
-- Databases
--

--
-- Database "template1" dump
--

\connect template1

--
-- PostgreSQL database dump
--

\restrict 7i0bS3bsibqUcGlLTOjKshJlqmnqvojMGKMJCsEe1ubAjuAlWGA4hgt7ySlH0En

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- PostgreSQL database dump complete
--

\unrestrict 7i0bS3bsibqUcGlLTOjKshJlqmnqvojMGKMJCsEe1ubAjuAlWGA4hgt7ySlH0En

--
-- Database "little" dump
--

--
-- PostgreSQL database dump
--

\restrict HdZfsZ6fVvnQTx6UEqX5Ke14HyItaiMarDVT82YuDKR4yDM2QN3CvSsnOSLgOuf

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: little; Type: DATABASE; Schema: -; Owner: postgres
--

CREATE DATABASE little WITH TEMPLATE = template0 ENCODING = 'UTF8' LOCALE_PROVIDER = libc LOCALE = 'C';


ALTER DATABASE little OWNER TO postgres;

\unrestrict HdZfsZ6fVvnQTx6UEqX5Ke14HyItaiMarDVT82YuDKR4yDM2QN3CvSsnOSLgOuf
\connect little
\restrict HdZfsZ6fVvnQTx6UEqX5Ke14HyItaiMarDVT82YuDKR4yDM2QN3CvSsnOSLgOuf

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: orders; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.orders (
    id integer NOT NULL,
    note text NOT NULL
);


ALTER TABLE public.orders OWNER TO postgres;

--
-- Data for Name: orders; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.orders (id, note) FROM stdin;
1	order 1
2	order 2
3	order 3
4	order 4
5	order 5
6	order 6
7	order 7
8	order 8
9	order 9
10	order 10
11	order 11
12	order 12
13	order 13
14	order 14
15	order 15
16	order 16
17	order 17
18	order 18
19	order 19
20	order 20
21	order 21
22	order 22
23	order 23
24	order 24
25	order 25
26	order 26
27	order 27
28	order 28
29	order 29
30	order 30
31	order 31
32	order 32
33	order 33
34	order 34
35	order 35
36	order 36
37	order 37
38	order 38
39	order 39
40	order 40
41	order 41
42	order 42
43	order 43
44	order 44
45	order 45
46	order 46
47	order 47
48	order 48
49	order 49
50	order 50
51	order 51
52	order 52
53	order 53
54	order 54
55	order 55
56	order 56
57	order 57
58	order 58
59	order 59
60	order 60
61	order 61
62	order 62
63	order 63
64	order 64
65	order 65
66	order 66
67	order 67
68	order 68
69	order 69
70	order 70
71	order 71
72	order 72
73	order 73
74	order 74
75	order 75
76	order 76
77	order 77
78	order 78
79	order 79
80	order 80
81	order 81
82	order 82
83	order 83
84	order 84
85	order 85
86	order 86
87	order 87
88	order 88
89	order 89
90	order 90
91	order 91
92	order 92
93	order 93
94	order 94
95	order 95
96	order 96
97	order 97
98	order 98
99	order 99
100	order 100
\.


--
-- Name: orders orders_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (id);


--
-- PostgreSQL database dump complete
--

\unrestrict HdZfsZ6fVvnQTx6UEqX5Ke14HyItaiMarDVT82YuDKR4yDM2QN3CvSsnOSLgOuf

--
-- Database "postgres" dump
--

\connect postgres

--
-- PostgreSQL database dump
--

\restrict 5NGFELNHXZQ32M4k5AB4ywjfypJeoR2XmDFGqZ8xYlE0cJH7HP2Bfcz78MbISoW

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- PostgreSQL database dump complete
--

\unrestrict 5NGFELNHXZQ32M4k5AB4ywjfypJeoR2XmDFGqZ8xYlE0cJH7HP2Bfcz78MbISoW

--
-- PostgreSQL database cluster dump complete
--

