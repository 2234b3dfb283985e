-- # strings with escapes
INSERT INTO audit (what) VALUES ('it''s'), (E'it\'s'), (E'a\\b;c\n'), ('back\slash'), (E'\u017elu\x41'), ('');
-- # strings that go on in the next line
INSERT INTO audit (what) VALUES ('one '
  'two; '
  'three'), (E'a\'' -- a comment between
  'b\';');
-- # identifiers in quotes
CREATE TABLE "a;b" ("c""d" int, "select" text, "Größe" int);
INSERT INTO "a;b" VALUES (1, ';', 2);
ALTER TABLE "a;b" RENAME "c""d" TO "E'f";
-- # identifiers and strings with Unicode escapes
CREATE TABLE U&"d\0061t\+000061" (id int, U&"!0041x" UESCAPE '!' int);
INSERT INTO audit (what) VALUES (U&'d\0061ta; \\'), (U&'d!0061ta' UESCAPE '!');
-- # Unicode everywhere
CREATE TABLE naïve (größe int, 表 text DEFAULT '値', "😀" text);
INSERT INTO naïve VALUES (1, 'žluťoučký; kůň', '😀');
COMMENT ON COLUMN naïve.表 IS 'Überschrift ''x''';
DO $größe$ BEGIN INSERT INTO audit (what) VALUES ('日本; 語'); END $größe$;
-- # comments of both kinds
-- it's a comment; really
/* one; /* nested ' " $$ */ still; */
INSERT INTO audit (what) VALUES ('a') /* ; */ , ('b') -- ; '
  , ('c');
/* before */ INSERT /* within */ INTO audit (what) /**/ VALUES ('d'); -- behind
-- # a comment at the end of the file [open]
INSERT INTO audit (what) VALUES ('a'); -- no line end
-- # a statement without a semicolon at the end
INSERT INTO audit (what) VALUES ('a');
INSERT INTO audit (what) VALUES ('b')
-- # a statement that neither semicolon nor line end follows [open]
INSERT INTO audit (what) VALUES ('a')
-- # a failing statement that neither semicolon nor line end follows [open] [22012]
INSERT INTO audit (what) VALUES ('a');
SELECT
  1 / 0
-- # empty statements
;
;; INSERT INTO audit (what) VALUES ('a');; ;
INSERT INTO audit (what) VALUES ('b') ; /* nothing */ ;
-- # many statements on a line
INSERT INTO audit (what) VALUES ('a'); INSERT INTO audit (what) VALUES ('b'); BEGIN; INSERT INTO audit (what) VALUES ('c'); ROLLBACK; INSERT INTO audit (what) VALUES ('d');
-- # lines that end as on Windows [crlf]
-- a comment
CREATE TABLE made (id int); -- another
INSERT INTO audit (what) VALUES ('two
lines');
DO $$
BEGIN
  INSERT INTO audit (what) VALUES ('three');
END $$;
CREATE FUNCTION f() RETURNS text LANGUAGE sql
BEGIN ATOMIC
  SELECT 'a;b';
END;
-- # lines that end as on Windows, and a failure [crlf] [42P01]
INSERT INTO audit (what) VALUES ('a');

INSERT INTO missing
VALUES (1);
-- # a byte order mark [bom]
INSERT INTO audit (what) VALUES ('a');
-- # a byte order mark before a comment and Windows lines [bom] [crlf]
-- comment
CREATE TABLE made (id int);
INSERT INTO audit (what) VALUES ('ž');
-- # dollar quotes beside identifiers and parameters
CREATE TABLE a$b (c$d int);
INSERT INTO a$b SELECT 1 AS x$y;
PREPARE p (int, int) AS INSERT INTO a$b SELECT $1+$2;
EXECUTE p(1,2);
INSERT INTO audit (what) VALUES ($x$;$x$ || $$'$$ || $_1$ $x$ $_1$);
-- # numbers, operators and casts
CREATE TABLE made AS SELECT 1.5e3 AS a, .5 AS b, 5. AS c, -(-1) AS d, 7 % 2 AS e, 2 ^ 3 AS f, |/ 4.0 AS g, @ -5 AS h, 1::text || '::' AS i, 5 <> 6 AS j, (ARRAY[1,2,3])[1:2] AS k, 6 & 3 | 8 AS l;
-- # the question mark is an operator and no place for a value
CREATE TABLE made AS SELECT '{"a": 1}'::jsonb ? 'a' AS has, '{"a": 1}'::jsonb ?& ARRAY['a', 'b'] AS both_of, '{fn now()}' AS braces;
-- # a parameter without a value [42P02]
SELECT $1;
-- # a parameter without a value that could be guessed [42P02]
INSERT INTO audit (what) VALUES ($1);
-- # a parameter without a value that has no type [42P02]
SELECT 1 WHERE $1 IS NULL;
-- # a parameter without a type in PREPARE [42P18]
PREPARE p AS SELECT $1 IS NULL;
-- # escape strings where a backslash ends them
INSERT INTO audit (what) VALUES (E'\\'), ('\'), (E'a\\\'b;'), (n'national'), (N'x;');
-- # bit and hexadecimal strings
CREATE TABLE made AS SELECT X'1F' AS x, b'101' AS b, x'a'::bit(8) AS c;
-- # keywords as names
CREATE TABLE made ("begin" int, value int, name text, "end" int, "case" int);
INSERT INTO made VALUES (1, 2, 'atomic', 4, 5);
CREATE VIEW v AS SELECT CASE WHEN "begin" = 1 THEN value ELSE "end" END AS "case" FROM made;
-- # parentheses that hold semicolons only in strings
INSERT INTO audit (what) SELECT string_agg(s, ';(') FROM (VALUES ('a;'), (')'), ('(;')) AS t (s);
-- # a very long statement
DO $do$
BEGIN
  EXECUTE 'CREATE TABLE wide (' || (SELECT string_agg('c' || i || ' int DEFAULT ' || i, ', ') FROM generate_series(1, 800) i) || ')';
  INSERT INTO wide DEFAULT VALUES;
  INSERT INTO audit (what) VALUES (md5(repeat('x', 1000000)));
END $do$;
-- # tabs, form feeds and blank lines


	INSERT	INTO audit (what)

VALUES

('a

b');


-- # standard_conforming_strings on says nothing new
SET standard_conforming_strings = on;
SET escape_string_warning = off;
INSERT INTO audit (what) VALUES ('a\b');
-- # what pg_dump writes at its head
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
CREATE TABLE public.made (id integer NOT NULL);
ALTER TABLE ONLY public.made ADD CONSTRAINT made_pkey PRIMARY KEY (id);
COPY public.made (id) FROM stdin;
1
2
\.
-- # client_min_messages that hides warnings
SET client_min_messages = error;
DO $$ BEGIN RAISE WARNING 'unheard'; END $$;
ROLLBACK;
-- # rows that nobody keeps
SELECT i, repeat('x', 100) FROM generate_series(1, 200000) i;
SELECT;
TABLE customers;
VALUES (1, 'a;'), (2, NULL);
