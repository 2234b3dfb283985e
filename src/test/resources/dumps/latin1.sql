--
-- PostgreSQL database dump
--

\restrict TVhjiPnoxBeUtkhoUfdbOyIluOi8sqYiUdFvipk7Tc4I5LttVHm3k10IAEBfAlx

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'LATIN1';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: latin; Type: DATABASE; Schema: -; Owner: postgres
--

CREATE DATABASE latin WITH TEMPLATE = template0 ENCODING = 'LATIN1' LOCALE_PROVIDER = libc LOCALE = 'C';


ALTER DATABASE latin OWNER TO postgres;

\unrestrict TVhjiPnoxBeUtkhoUfdbOyIluOi8sqYiUdFvipk7Tc4I5LttVHm3k10IAEBfAlx
\connect latin
\restrict TVhjiPnoxBeUtkhoUfdbOyIluOi8sqYiUdFvipk7Tc4I5LttVHm3k10IAEBfAlx

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'LATIN1';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: straße; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public."straße" (
    id integer NOT NULL,
    name text NOT NULL
);


ALTER TABLE public."straße" OWNER TO postgres;

--
-- Data for Name: straße; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public."straße" (id, name) FROM stdin;
1	Müller 1
2	Müller 2
3	Müller 3
4	Müller 4
5	Müller 5
6	Müller 6
7	Müller 7
8	Müller 8
9	Müller 9
10	Müller 10
11	Müller 11
12	Müller 12
13	Müller 13
14	Müller 14
15	Müller 15
16	Müller 16
17	Müller 17
18	Müller 18
19	Müller 19
20	Müller 20
21	Müller 21
22	Müller 22
23	Müller 23
24	Müller 24
25	Müller 25
26	Müller 26
27	Müller 27
28	Müller 28
29	Müller 29
30	Müller 30
31	Müller 31
32	Müller 32
33	Müller 33
34	Müller 34
35	Müller 35
36	Müller 36
37	Müller 37
38	Müller 38
39	Müller 39
40	Müller 40
41	Müller 41
42	Müller 42
43	Müller 43
44	Müller 44
45	Müller 45
46	Müller 46
47	Müller 47
48	Müller 48
49	Müller 49
50	Müller 50
51	Müller 51
52	Müller 52
53	Müller 53
54	Müller 54
55	Müller 55
56	Müller 56
57	Müller 57
58	Müller 58
59	Müller 59
60	Müller 60
61	Müller 61
62	Müller 62
63	Müller 63
64	Müller 64
65	Müller 65
66	Müller 66
67	Müller 67
68	Müller 68
69	Müller 69
70	Müller 70
71	Müller 71
72	Müller 72
73	Müller 73
74	Müller 74
75	Müller 75
76	Müller 76
77	Müller 77
78	Müller 78
79	Müller 79
80	Müller 80
81	Müller 81
82	Müller 82
83	Müller 83
84	Müller 84
85	Müller 85
86	Müller 86
87	Müller 87
88	Müller 88
89	Müller 89
90	Müller 90
91	Müller 91
92	Müller 92
93	Müller 93
94	Müller 94
95	Müller 95
96	Müller 96
97	Müller 97
98	Müller 98
99	Müller 99
100	Müller 100
\.


--
-- Name: straße straße_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public."straße"
    ADD CONSTRAINT "straße_pkey" PRIMARY KEY (id);


--
-- PostgreSQL database dump complete
--

\unrestrict TVhjiPnoxBeUtkhoUfdbOyIluOi8sqYiUdFvipk7Tc4I5LttVHm3k10IAEBfAlx

