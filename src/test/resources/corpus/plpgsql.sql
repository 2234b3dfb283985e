-- # a function with a dollar-quoted body
CREATE FUNCTION spend(who int, amount numeric) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
  spent numeric;
BEGIN
  UPDATE orders SET total = total + amount WHERE customer_id = who;
  SELECT sum(total) INTO spent FROM orders WHERE customer_id = who;
  RETURN spent;
END;
$$;
SELECT spend(2, 1.5);
-- # dollar quotes in dollar quotes
CREATE FUNCTION make() RETURNS void LANGUAGE plpgsql AS $outer$
BEGIN
  EXECUTE $inner$CREATE FUNCTION made() RETURNS text LANGUAGE sql AS $body$ SELECT 'a;b'::text; $body$ $inner$;
  INSERT INTO audit (what) VALUES ($$it's; done$$);
END
$outer$;
SELECT make();
INSERT INTO audit (what) SELECT made();
-- # a tag that looks like another one
DO $a$ BEGIN INSERT INTO audit (what) VALUES ('$aa$ $$ $b$;'); END $a$;
-- # an exception that is caught takes back its block only
DO $$
BEGIN
  INSERT INTO audit (what) VALUES ('kept');
  BEGIN
    INSERT INTO audit (what) VALUES ('gone');
    PERFORM 1 / 0;
  EXCEPTION WHEN division_by_zero THEN
    INSERT INTO audit (what) VALUES ('caught ' || SQLSTATE);
  END;
END $$;
-- # an exception that nobody catches ends the script [22012]
INSERT INTO audit (what) VALUES ('kept');
DO $$
BEGIN
  INSERT INTO audit (what) VALUES ('gone');
  PERFORM 1 / 0;
END $$;
INSERT INTO audit (what) VALUES ('never');
-- # RAISE with a state of its own [ZZ001]
DO $$ BEGIN RAISE EXCEPTION 'no % today', 'migration' USING ERRCODE = 'ZZ001', HINT = 'tomorrow'; END $$;
-- # RAISE WARNING and NOTICE end nothing
DO $$
BEGIN
  RAISE NOTICE 'a notice';
  RAISE WARNING 'a warning';
  RAISE WARNING 'another; one';
  INSERT INTO audit (what) VALUES ('kept');
END $$;
-- # ASSERT fails [P0004]
DO $$ BEGIN ASSERT (SELECT count(*) FROM orders) = 7, 'seven'; END $$;
-- # loops of all kinds
DO $$
DECLARE
  i int := 0;
  o record;
  n int;
BEGIN
  FOR i IN 1..3 LOOP INSERT INTO audit (what) VALUES ('for ' || i); END LOOP;
  FOR i IN REVERSE 6..1 BY 2 LOOP CONTINUE WHEN i = 4; INSERT INTO audit (what) VALUES ('reverse ' || i); END LOOP;
  FOR o IN SELECT id, total FROM orders ORDER BY id LIMIT 2 LOOP
    INSERT INTO audit (what) VALUES (o.id || ': ' || o.total);
  END LOOP;
  FOREACH n IN ARRAY ARRAY[7, 8] LOOP INSERT INTO audit (what) VALUES (n::text); END LOOP;
  WHILE i < 2 LOOP i := i + 1; END LOOP;
  LOOP i := i + 1; EXIT WHEN i > 5; END LOOP;
  INSERT INTO audit (what) VALUES ('i ' || i);
END $$;
-- # EXECUTE with format and USING
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['one', 'Two; three', 'fo"ur'] LOOP
    EXECUTE format('CREATE TABLE %I (id int DEFAULT %L)', t, '5');
    EXECUTE format('INSERT INTO %I VALUES ($1), (DEFAULT)', t) USING 3;
  END LOOP;
END $$;
-- # GET DIAGNOSTICS counts rows
DO $$
DECLARE n int;
BEGIN
  UPDATE orders SET note = 'x' WHERE id <= 7;
  GET DIAGNOSTICS n = ROW_COUNT;
  INSERT INTO audit (what) VALUES ('rows ' || n);
END $$;
-- # stacked diagnostics of a failed constraint
DO $$
DECLARE c text; t text;
BEGIN
  INSERT INTO orders (id, customer_id, total) VALUES (1, 99, -1);
EXCEPTION WHEN check_violation OR unique_violation THEN
  GET STACKED DIAGNOSTICS c = CONSTRAINT_NAME, t = TABLE_NAME;
  INSERT INTO audit (what) VALUES (t || '.' || c);
END $$;
-- # a function that returns a set
CREATE FUNCTION unpaid(lowest numeric) RETURNS SETOF orders LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY SELECT * FROM orders WHERE status <> 'paid' AND total >= lowest ORDER BY id;
  RETURN NEXT ROW(0, 0, 0, 'none', NULL)::orders;
END $$;
CREATE TABLE made AS SELECT * FROM unpaid(100);
-- # a procedure with INOUT arguments
CREATE PROCEDURE twice(INOUT n int) LANGUAGE plpgsql AS $$ BEGIN n := n * 2; INSERT INTO audit (what) VALUES (n::text); END $$;
CALL twice(21);
-- # a body in single quotes with doubled quotes
CREATE FUNCTION old() RETURNS text LANGUAGE plpgsql AS '
BEGIN
  INSERT INTO audit (what) VALUES (''it''''s; old'');
  RETURN ''done'';
END;
';
SELECT old();
-- # a body as an escape string
CREATE FUNCTION escaped() RETURNS text LANGUAGE plpgsql AS E'BEGIN\n  RETURN \'a;b\\\\\';\nEND';
INSERT INTO audit (what) SELECT escaped();
-- # DO in another place of its LANGUAGE
DO LANGUAGE plpgsql $$ BEGIN INSERT INTO audit (what) VALUES ('kept'); END $$;
-- # a body with comments that hold quotes and semicolons
DO $$
-- it's; a "comment
/* don't; /* nest */ */
BEGIN
  INSERT INTO audit (what) VALUES ('kept'); -- ; $ '
END $$;
-- # a cursor in a body
DO $$
DECLARE
  c CURSOR (lowest int) FOR SELECT id FROM orders WHERE id > lowest ORDER BY id;
  n bigint;
BEGIN
  OPEN c (17);
  LOOP
    FETCH c INTO n;
    EXIT WHEN NOT FOUND;
    INSERT INTO audit (what) VALUES ('order ' || n);
    UPDATE orders SET note = 'seen' WHERE CURRENT OF c;
  END LOOP;
  CLOSE c;
END $$;
-- # a syntax error in a body [42601]
CREATE FUNCTION broken() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit (what) VALUES ('never') WHERE;
END $$;
-- # a body whose table does not exist is found out when it runs [42P01]
CREATE FUNCTION broken() RETURNS void LANGUAGE plpgsql AS $$ BEGIN INSERT INTO missing VALUES (1); END $$;
INSERT INTO audit (what) VALUES ('kept');
SELECT broken();
-- # a body that sets what holds for itself only
CREATE FUNCTION careful() RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN pg_catalog.current_setting('search_path'); END $$;
INSERT INTO audit (what) SELECT careful() || ' then ' || current_setting('search_path');
-- # CREATE OR REPLACE and DROP with arguments
CREATE OR REPLACE FUNCTION plus_one(n int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN n + 1; END $$;
CREATE FUNCTION plus_one(n text) RETURNS text LANGUAGE sql AS $$ SELECT n || '+1' $$;
DROP FUNCTION plus_one(int);
ALTER FUNCTION plus_one(text) RENAME TO plus;
-- # a backfill in batches by a loop without commits
ALTER TABLE orders ADD COLUMN big boolean;
DO $$
DECLARE n int;
BEGIN
  LOOP
    UPDATE orders SET big = total > 100
    WHERE id IN (SELECT id FROM orders WHERE big IS NULL ORDER BY id LIMIT 6);
    GET DIAGNOSTICS n = ROW_COUNT;
    EXIT WHEN n = 0;
  END LOOP;
END $$;
ALTER TABLE orders ALTER COLUMN big SET NOT NULL;
-- # DO finds out whether there is something to do
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_type WHERE typname = 'level') THEN CREATE TYPE level AS ENUM ('low', 'high'); END IF;
  IF NOT EXISTS (SELECT FROM pg_type WHERE typname = 'mood') THEN CREATE TYPE mood AS ENUM ('never'); END IF;
END $$;
