-- # \echo and \timing between statements
\echo 'begin; now'
INSERT INTO audit (what) VALUES ('a');
\timing on
\echo half
INSERT INTO audit (what) VALUES ('b');
-- # \g ends a statement
INSERT INTO audit (what) VALUES ('a') \g
INSERT INTO audit (what)
VALUES ('b')
\g
INSERT INTO audit (what) VALUES ('c');
-- # \gx prints a row in another way
INSERT INTO audit (what) VALUES ('a') RETURNING id \gx
-- # \g fails on its line [22012]
SELECT
 1 / 0
\g
-- # \restrict and \unrestrict as pg_dump writes them
\restrict abc
INSERT INTO audit (what) VALUES ('a');
\unrestrict abc
-- # a command in the middle of a statement
INSERT INTO audit (what)
\echo in between
VALUES ('a');
-- # a double backslash leads back to SQL
\echo one \\ INSERT INTO audit (what) VALUES ('a');
-- # \set and variables in all their quotes
\set name 'it''s; me'
\set tbl "audit"
\set n 5
INSERT INTO :tbl (what) VALUES (:'name'), (:n::text), (:'n' || ':n' || ':''n''');
CREATE TABLE :"name" (id int);
SELECT (ARRAY[1, 2, 3])[:n:6];
-- # an unset variable stays as it is written [42601]
INSERT INTO audit (what) VALUES (:missing);
-- # variables stay as they are in strings, bodies and comments
\set n 5
INSERT INTO audit (what) VALUES (':n :''n'''), ($$:n$$) /* :n */ -- :n
;
DO $$ BEGIN INSERT INTO audit (what) VALUES (':n' || 5::text); END $$;
-- # a variable that holds several statements
\set both 'INSERT INTO audit (what) VALUES (1); INSERT INTO audit (what) VALUES (2)'
:both;
INSERT INTO audit (what) VALUES ('three');
-- # \unset and a variable made of others
\set a one
\set b :a two :a
\unset a
INSERT INTO audit (what) VALUES (:'b'), (':a');
-- # \gset keeps a row
SELECT count(*) AS orders, 'x;y' AS word, NULL AS nothing FROM orders \gset
SELECT max(id) AS id FROM customers \gset max_
INSERT INTO audit (what) VALUES (:orders || :'word' || :max_id);
-- # \gset of a row that is not there [open]
INSERT INTO audit (what) VALUES ('kept');
SELECT count(*) AS n FROM orders \gset
INSERT INTO audit (what) VALUES (:n)
-- # \gexec runs what a query gives
SELECT format('CREATE TABLE %I (id int)', 'made ' || i), format('INSERT INTO audit (what) VALUES (%L)', i || ';') FROM generate_series(1, 3) i \gexec
SELECT format('CREATE INDEX CONCURRENTLY ON %I (id)', relname) FROM pg_class WHERE relname LIKE 'made%' AND relkind = 'r' ORDER BY 1 \gexec
-- # a statement of \gexec that fails ends the script [22012]
SELECT * FROM (VALUES ('INSERT INTO audit (what) VALUES (1)'), ('SELECT 1 / 0'), ('INSERT INTO audit (what) VALUES (2)')) AS v \gexec
INSERT INTO audit (what) VALUES ('never');
-- # \gexec in a block
BEGIN;
SELECT 'INSERT INTO audit (what) VALUES (''one'')' \gexec
SAVEPOINT s;
SELECT 'DROP TABLE orders CASCADE' \gexec
ROLLBACK TO s;
COMMIT;
-- # \if takes one branch
SELECT count(*) > 10 AS many, false AS never FROM orders \gset
\if :never
  INSERT INTO audit (what) VALUES ('never');
  \set x 1
\elif :many
  INSERT INTO audit (what) VALUES ('many');
  \if no
    SELECT 1 / 0;
  \else
    INSERT INTO audit (what) VALUES ('inner');
  \endif
\else
  INSERT INTO missing VALUES (1);
\endif
\if :{?x}
  INSERT INTO audit (what) VALUES ('never');
\endif
-- # \if around COPY and a block
\if true
BEGIN;
COPY audit (what) FROM STDIN;
one
\.
COMMIT;
\else
BEGIN;
\endif
INSERT INTO audit (what) VALUES ('two');
-- # \q ends the script
INSERT INTO audit (what) VALUES ('kept');
\q
INSERT INTO audit (what) VALUES ('never');
-- # \connect to the same database is a new session [other ids]
SET work_mem = '1MB';
CREATE TEMP TABLE stage (id int);
BEGIN;
INSERT INTO audit (what) VALUES ('gone');
\connect -
INSERT INTO audit (what) VALUES (current_setting('work_mem') || coalesce(to_regclass('stage')::text, 'gone') || current_setting('timezone'));
-- # \connect forgets roles, prepared statements and the like
PREPARE p AS SELECT 1;
SET ROLE app_writer;
\c
PREPARE p AS SELECT 2;
INSERT INTO audit (what) SELECT current_user || count(*) FROM pg_prepared_statements;
-- # \connect finds what ALTER DATABASE has set
DO $$
BEGIN
  EXECUTE format('ALTER DATABASE %I SET work_mem = ''7MB''', current_database());
  EXECUTE format('ALTER DATABASE %I SET datestyle = ''German''', current_database());
  EXECUTE format('ALTER DATABASE %I SET app.mine = ''x; y''', current_database());
END $$;
\connect -
INSERT INTO audit (what) VALUES (current_setting('work_mem') || date '2020-02-01' || current_setting('app.mine'));
INSERT INTO audit (what) VALUES (date '01.02.2020' || current_setting('datestyle'));
-- # \pset, \x, \a and \t change nothing that is stored
\pset format unaligned
\x on
\t
INSERT INTO audit (what) VALUES ('a');
-- # ON_ERROR_STOP in the script
\set ON_ERROR_STOP on
INSERT INTO audit (what) VALUES ('a');
-- # ROW_COUNT and SQLSTATE
UPDATE orders SET note = 'x' WHERE id < 4;
INSERT INTO audit (what) VALUES (:ROW_COUNT || :'SQLSTATE' || :'ERROR');
