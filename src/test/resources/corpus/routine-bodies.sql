-- # BEGIN ATOMIC with several statements
CREATE PROCEDURE note_two(a text, b text) LANGUAGE sql
BEGIN ATOMIC
  INSERT INTO audit (what) VALUES (a);
  INSERT INTO audit (what) VALUES (b);
END;
CALL note_two('one', 'two');
-- # BEGIN ATOMIC with CASE and END inside
CREATE FUNCTION size_of(total numeric) RETURNS text LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
  SELECT CASE WHEN total < 50 THEN 'small' WHEN total < 100 THEN CASE WHEN total = 60 THEN 'sixty' ELSE 'middle' END ELSE 'big' END;
END;
CREATE TABLE made AS SELECT id, size_of(total) FROM orders;
-- # BEGIN ATOMIC with CASE in several statements
CREATE OR REPLACE FUNCTION judge(n int) RETURNS text LANGUAGE sql
BEGIN ATOMIC
  SELECT CASE n WHEN 1 THEN 'one' ELSE 'many' END;
  SELECT (CASE WHEN n > 0 THEN 'more' END) || ';';
END;
INSERT INTO audit (what) SELECT judge(3);
-- # a lower case body with an alias in quotes that is called end
create function ends() returns table ("end" int, "begin" int) language sql
begin atomic
  select 1 as "end", 2 as "begin";
end;
CREATE TABLE made AS SELECT * FROM ends();
-- # an empty BEGIN ATOMIC
CREATE PROCEDURE nothing() LANGUAGE sql BEGIN ATOMIC END;
CALL nothing();
-- # RETURN instead of a body
CREATE FUNCTION plus_two(n int) RETURNS int LANGUAGE sql IMMUTABLE RETURN plus_one(n) + 1;
CREATE TABLE made AS SELECT plus_two(5);
-- # BEGIN ATOMIC in a joined group
CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END \; INSERT INTO audit (what) SELECT f();
-- # BEGIN ATOMIC with a parenthesis that holds a subquery
CREATE FUNCTION g() RETURNS bigint
BEGIN ATOMIC
  SELECT (SELECT count(*) FROM (SELECT 1 UNION ALL SELECT CASE WHEN true THEN 2 END) AS two);
END;
INSERT INTO audit (what) SELECT g();
-- # BEGIN after a function is a block again
CREATE FUNCTION h() RETURNS int BEGIN ATOMIC SELECT 1; END;
BEGIN;
INSERT INTO audit (what) VALUES ('gone');
ROLLBACK;
-- # a body in SQL as a string of several statements
CREATE FUNCTION two_steps() RETURNS bigint LANGUAGE sql AS $$
  INSERT INTO audit (what) VALUES ('step one; really');
  SELECT count(*) FROM audit;
$$;
SELECT two_steps();
-- # an SQL function whose table is missing fails at once [42P01]
CREATE FUNCTION broken() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM missing';
-- # the same with check_function_bodies off
SET check_function_bodies = off;
CREATE FUNCTION broken() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM later';
CREATE TABLE later AS SELECT 1 AS n;
INSERT INTO audit (what) SELECT broken();
-- # a missing table in BEGIN ATOMIC fails on the line of the function [42P01]
SELECT 1;
CREATE FUNCTION broken() RETURNS bigint
BEGIN ATOMIC
  SELECT 1;
  SELECT count(*) FROM missing;
END;
-- # a body that depends on a table keeps it [2BP01]
CREATE FUNCTION newest() RETURNS text BEGIN ATOMIC SELECT what FROM audit ORDER BY id DESC LIMIT 1; END;
DROP TABLE audit;
-- # DROP with CASCADE takes the function along
CREATE FUNCTION newest() RETURNS text BEGIN ATOMIC SELECT what FROM audit ORDER BY id DESC LIMIT 1; END;
DROP TABLE audit CASCADE;
-- # an aggregate, an operator and a cast
CREATE AGGREGATE product(numeric) (SFUNC = numeric_mul, STYPE = numeric, INITCOND = '1');
CREATE FUNCTION glue(text, text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT $1 || '+' || $2 $$;
CREATE OPERATOR <+> (LEFTARG = text, RIGHTARG = text, FUNCTION = glue);
CREATE FUNCTION feeling(int) RETURNS mood LANGUAGE sql IMMUTABLE AS $$ SELECT (ARRAY['sad', 'ok', 'happy']::mood[])[$1] $$;
CREATE CAST (int AS mood) WITH FUNCTION feeling(int) AS ASSIGNMENT;
INSERT INTO audit (what) SELECT 'a' <+> product(id)::text FROM orders WHERE id < 5;
UPDATE customers SET mood = 3 WHERE id = 1;
