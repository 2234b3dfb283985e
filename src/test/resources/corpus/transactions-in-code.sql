-- # DO commits what it did so far [22012]
DO $$
BEGIN
  INSERT INTO audit (what) VALUES ('kept');
  COMMIT;
  INSERT INTO audit (what) VALUES ('gone');
  PERFORM 1 / 0;
END $$;
-- # DO rolls back and goes on
DO $$
BEGIN
  INSERT INTO audit (what) VALUES ('gone');
  ROLLBACK;
  INSERT INTO audit (what) VALUES ('kept');
END $$;
-- # DO commits in a loop
ALTER TABLE orders ADD COLUMN big boolean;
DO $$
BEGIN
  FOR i IN 0..3 LOOP
    UPDATE orders SET big = total > 100 WHERE id BETWEEN i * 5 + 1 AND i * 5 + 5;
    COMMIT;
  END LOOP;
END $$;
-- # DO with COMMIT in a block fails [2D000]
BEGIN;
INSERT INTO audit (what) VALUES ('gone');
DO $$ BEGIN COMMIT; END $$;
COMMIT;
-- # DO with COMMIT in a script that runs in one transaction fails [single] [2D000]
INSERT INTO audit (what) VALUES ('gone');
DO $$ BEGIN COMMIT; END $$;
-- # CALL of a procedure that commits and rolls back in turn
CREATE PROCEDURE alternate() LANGUAGE plpgsql AS $$
BEGIN
  FOR i IN 1..6 LOOP
    INSERT INTO audit (what) VALUES (i::text);
    IF i % 2 = 0 THEN COMMIT; ELSE ROLLBACK; END IF;
  END LOOP;
END $$;
CALL alternate();
-- # CALL of a procedure that commits, in a block [2D000]
CREATE PROCEDURE committing() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit (what) VALUES ('x'); COMMIT; END $$;
BEGIN;
CALL committing();
COMMIT;
-- # a procedure that calls one that commits
CREATE PROCEDURE inner_one(n int) LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit (what) VALUES ('inner ' || n); COMMIT; END $$;
CREATE PROCEDURE outer_one() LANGUAGE plpgsql AS $$
BEGIN
  CALL inner_one(1);
  INSERT INTO audit (what) VALUES ('gone');
  ROLLBACK;
  CALL inner_one(2);
END $$;
CALL outer_one();
-- # a procedure with settings of its own may not commit [2D000]
CREATE PROCEDURE committing() LANGUAGE plpgsql SET work_mem = '1MB' AS $$ BEGIN COMMIT; END $$;
CALL committing();
-- # COMMIT in a block with EXCEPTION fails [2D000]
DO $$
BEGIN
  INSERT INTO audit (what) VALUES ('gone');
  COMMIT;
EXCEPTION WHEN division_by_zero THEN
  NULL;
END $$;
-- # COMMIT AND CHAIN in a procedure keeps the isolation level
CREATE PROCEDURE chained() LANGUAGE plpgsql AS $$
BEGIN
  ROLLBACK;
  SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;
  INSERT INTO audit (what) VALUES (current_setting('transaction_isolation'));
  COMMIT AND CHAIN;
  INSERT INTO audit (what) VALUES (current_setting('transaction_isolation'));
  COMMIT;
  INSERT INTO audit (what) VALUES (current_setting('transaction_isolation'));
END $$;
CALL chained();
-- # a cursor loop that commits
DO $$
DECLARE o record;
BEGIN
  FOR o IN SELECT id FROM orders WHERE id <= 4 ORDER BY id LOOP
    UPDATE orders SET note = 'batch' WHERE id = o.id;
    COMMIT;
  END LOOP;
END $$;
-- # DDL between commits
DO $$
BEGIN
  CREATE TABLE first (id int);
  COMMIT;
  CREATE TABLE second (id int);
  ROLLBACK;
  ALTER TABLE first ADD COLUMN v text;
END $$;
-- # a deferred constraint that fails at a COMMIT inside [23503]
DO $$
BEGIN
  INSERT INTO audit (what) VALUES ('kept');
  COMMIT;
  INSERT INTO nodes VALUES (1, 2);
  COMMIT;
  INSERT INTO audit (what) VALUES ('never');
END $$;
-- # CALL with an argument that comes back
CREATE PROCEDURE counted(INOUT n bigint DEFAULT 0) LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit (what) VALUES ('a');
  COMMIT;
  SELECT count(*) INTO n FROM audit;
END $$;
CALL counted();
