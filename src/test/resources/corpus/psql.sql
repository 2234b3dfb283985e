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
