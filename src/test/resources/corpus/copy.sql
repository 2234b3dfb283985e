-- # text rows
COPY audit (what) FROM STDIN;
one
two; with 'quotes' and "more"
\.
INSERT INTO audit (what) VALUES ('three');
-- # nulls, escapes and tabs
COPY orders (id, customer_id, total, status, note) FROM stdin;
31	1	1.5	new	\N
32	1	2.5	a\tb	back\\slash
33	2	3.5	line\nbreak	\x41\101
34	2	0	-- no comment	/* none */
\.
-- # no rows at all
COPY audit (what) FROM STDIN;
\.
INSERT INTO audit (what) VALUES ('after');
-- # an empty line is a row
COPY audit (what) FROM STDIN;

\.
-- # columns, delimiter and null string
COPY customers (name, email) FROM STDIN WITH (DELIMITER '|', NULL 'none');
anna|anna@example.com
bert|none
\.
-- # csv with quoted line breaks and commas
COPY customers (name, email) FROM STDIN WITH (FORMAT csv);
"anna ""the"" first",anna@example.com
"two
lines; and, more",
\.
-- # csv with a header and forced nulls
COPY customers (name, email) FROM STDIN WITH (FORMAT csv, HEADER, FORCE_NULL (email), QUOTE '''');
name,email
'anna',''
bert,b@example.com
\.
-- # csv of the old spelling
COPY customers (name, email) FROM STDIN DELIMITER ';' CSV;
anna;a@example.com
\.
-- # rows that end with the file
INSERT INTO audit (what) VALUES ('before');
COPY audit (what) FROM STDIN;
one
two
-- # rows that end with the file in the middle of a line [open]
COPY audit (what) FROM STDIN;
one
two
-- # an end mark that no line end follows is none [open] [22P04]
COPY audit (what) FROM STDIN;
one
\.
-- # lines that end as on Windows [crlf]
COPY audit (what) FROM STDIN;
one
two
\.
INSERT INTO audit (what) VALUES ('three');
-- # csv lines that end as on Windows [crlf]
COPY customers (name, email) FROM STDIN (FORMAT csv);
anna,a@example.com
"two
lines",b@example.com
\.
-- # an end mark with a space behind it is none [22P04]
COPY audit (what) FROM STDIN;
one
\. 
INSERT INTO audit (what) VALUES ('read as a row');
\.
-- # an end mark inside a line is none
COPY audit (what) FROM STDIN;
one\.
\.
-- # a row that does not fit [22P02]
INSERT INTO audit (what) VALUES ('before');
COPY orders (id, customer_id, total) FROM STDIN;
41	1	5
x	1	5
\.
INSERT INTO audit (what) VALUES ('never');
-- # a row with too few columns [22P04]
COPY orders (id, customer_id, total) FROM STDIN;
41	1
\.
-- # a row that breaks a foreign key at the end [23503]
COPY orders (id, customer_id, total) FROM STDIN;
41	1	5
42	99	5
\.
-- # a duplicate key among rows [23505]
COPY orders (id, customer_id, total) FROM STDIN;
41	1	5
1	1	5
\.
-- # in a block
BEGIN;
COPY audit (what) FROM STDIN;
one
\.
SAVEPOINT s;
COPY audit (what) FROM STDIN;
gone
\.
ROLLBACK TO s;
COPY audit (what) FROM STDIN;
three
\.
COMMIT;
-- # a row that does not fit, in a block [22P02]
BEGIN;
INSERT INTO audit (what) VALUES ('gone');
COPY nodes FROM STDIN;
x	\N
\.
COMMIT;
-- # a table that does not exist takes its rows along [42P01]
COPY missing FROM STDIN;
1	one
DROP TABLE audit;
\.
-- # rows that look like commands of psql
COPY audit (what) FROM STDIN;
\\q
\\echo no
:v :'v'
$$
\.
-- # rows that are quoted like SQL
COPY audit (what) FROM STDIN;
it's
"half
(
\.
INSERT INTO audit (what) VALUES ('after');
-- # several in a row
COPY customers (id, name) FROM STDIN;
50	fifty
\.


COPY orders (id, customer_id, total) FROM STDIN;
50	50	50
\.
SELECT setval('customers_id_seq', 50);
-- # with WHERE
COPY orders (id, customer_id, total) FROM STDIN WHERE total > 5;
61	1	1
62	1	10
\.
-- # with FREEZE
BEGIN;
CREATE TABLE made (id int, v text);
COPY made FROM STDIN WITH (FREEZE);
1	a
2	b
\.
COMMIT;
-- # to STDOUT
COPY (SELECT id FROM orders ORDER BY id LIMIT 3) TO STDOUT;
COPY customers TO STDOUT (FORMAT csv, HEADER);
INSERT INTO audit (what) VALUES ('after');
-- # to STDOUT in a block
BEGIN;
INSERT INTO audit (what) VALUES ('one');
COPY audit TO STDOUT;
COMMIT;
-- # a query that fails while it is copied [22012]
COPY (SELECT 1 / (id - 3) FROM orders ORDER BY id) TO STDOUT;
-- # through a trigger that warns
CREATE FUNCTION grumble() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE WARNING '%', NEW.what; RETURN NEW; END $$;
CREATE TRIGGER grumble BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION grumble();
COPY audit (what) FROM STDIN;
one
two
\.
-- # UTF-8 rows
COPY audit (what) FROM STDIN;
žluťoučký kůň
日本語 😀
\.
-- # rows in another encoding than the session's
COPY audit (what) FROM STDIN (ENCODING 'LATIN1');
Grün
\.
-- # defaults, identity and generated columns
CREATE TABLE made (id int GENERATED ALWAYS AS IDENTITY, n int DEFAULT 7, twice int GENERATED ALWAYS AS (n * 2) STORED, v text);
COPY made (v) FROM STDIN;
one
two
\.
