-- # LISTEN, NOTIFY and UNLISTEN
LISTEN jobs;
NOTIFY jobs, 'one; two';
SELECT pg_notify('jobs', 'three');
INSERT INTO audit (what) SELECT pg_listening_channels();
UNLISTEN jobs;
UNLISTEN *;
NOTIFY jobs;
-- # many notifications while a statement is read
LISTEN jobs;
BEGIN;
SELECT pg_notify('jobs', i::text) FROM generate_series(1, 1000) i;
COMMIT;
INSERT INTO audit (what) VALUES ('kept');
-- # NOTIFY in a block that is rolled back
LISTEN jobs;
BEGIN;
NOTIFY jobs;
ROLLBACK;
INSERT INTO audit (what) VALUES ('kept');
-- # a temporary table that is dropped at COMMIT
BEGIN;
CREATE TEMP TABLE stage (id int) ON COMMIT DROP;
INSERT INTO stage SELECT id FROM orders;
INSERT INTO audit (what) SELECT count(*)::text FROM stage;
COMMIT;
INSERT INTO audit (what) VALUES (coalesce(to_regclass('stage')::text, 'gone'));
-- # a temporary table that is dropped at COMMIT, outside a block
CREATE TEMP TABLE stage ON COMMIT DROP AS SELECT 1 AS n;
INSERT INTO audit (what) VALUES (coalesce(to_regclass('stage')::text, 'gone'));
-- # a temporary table that is emptied at COMMIT
CREATE TEMP TABLE stage (id int) ON COMMIT DELETE ROWS;
INSERT INTO stage VALUES (1);
INSERT INTO audit (what) SELECT 'outside ' || count(*) FROM stage;
BEGIN;
INSERT INTO stage VALUES (1);
INSERT INTO audit (what) SELECT 'inside ' || count(*) FROM stage;
COMMIT;
INSERT INTO audit (what) SELECT 'after ' || count(*) FROM stage;
-- # a temporary table hides the one of the schema
CREATE TEMP TABLE audit AS SELECT 5 AS id, 'temporary'::text AS what;
INSERT INTO audit (what) VALUES ('gone');
INSERT INTO public.audit (what) SELECT what FROM audit ORDER BY 1;
-- # a temporary view and sequence
CREATE TEMP VIEW v AS SELECT 1 AS n;
CREATE TEMP SEQUENCE s;
INSERT INTO audit (what) SELECT n || '-' || nextval('s') FROM v;
-- # prepared statements
PREPARE add (text) AS INSERT INTO audit (what) VALUES ($1);
EXECUTE add('one');
EXECUTE add('two; three');
DEALLOCATE add;
PREPARE add AS SELECT $1::int + 1;
CREATE TABLE made AS EXECUTE add(4);
DEALLOCATE ALL;
-- # a prepared statement outlives a rolled back block
BEGIN;
PREPARE add AS INSERT INTO audit (what) VALUES ($1);
ROLLBACK;
EXECUTE add('kept');
-- # a prepared statement that does not exist [26000]
EXECUTE missing;
-- # prepared statements plan anew after DDL
PREPARE q AS INSERT INTO audit (what) SELECT note FROM orders WHERE id = $1;
EXECUTE q(1);
ALTER TABLE orders ALTER COLUMN note SET DEFAULT 'x', ADD COLUMN extra int;
EXECUTE q(2);
-- # a cursor in a block
BEGIN;
DECLARE c CURSOR FOR SELECT id FROM orders ORDER BY id;
FETCH 3 FROM c;
MOVE FORWARD 2 FROM c;
FETCH c;
UPDATE orders SET note = 'here' WHERE id = 6;
CLOSE c;
COMMIT;
-- # a scrolling cursor that is moved backwards
BEGIN;
DECLARE c SCROLL CURSOR FOR SELECT id FROM orders ORDER BY id;
FETCH LAST FROM c;
FETCH PRIOR FROM c;
FETCH ABSOLUTE 5 FROM c;
FETCH BACKWARD ALL FROM c;
COMMIT;
-- # WHERE CURRENT OF
BEGIN;
DECLARE c CURSOR FOR SELECT * FROM orders ORDER BY id FOR UPDATE;
MOVE 4 IN c;
UPDATE orders SET note = 'current' WHERE CURRENT OF c;
FETCH NEXT FROM c;
DELETE FROM orders WHERE CURRENT OF c;
COMMIT;
-- # a cursor WITH HOLD outlives its block
BEGIN;
DECLARE c CURSOR WITH HOLD FOR SELECT id FROM orders ORDER BY id;
FETCH 2 FROM c;
COMMIT;
FETCH 2 FROM c;
INSERT INTO audit (what) SELECT name FROM pg_cursors WHERE name <> '';
CLOSE c;
-- # a cursor WITH HOLD outside a block
DECLARE c CURSOR WITH HOLD FOR SELECT id FROM orders ORDER BY id;
DELETE FROM orders WHERE id = 1;
FETCH ALL FROM c;
-- # a cursor without a block fails [25P01]
DECLARE c CURSOR FOR SELECT 1;
-- # a cursor is gone after its block [34000]
BEGIN;
DECLARE c CURSOR FOR SELECT 1;
COMMIT;
FETCH c;
-- # a table cannot be altered under an open cursor [55006]
BEGIN;
DECLARE c CURSOR FOR SELECT * FROM orders;
FETCH c;
ALTER TABLE orders ADD COLUMN extra int;
COMMIT;
-- # a cursor sees the table as it was
BEGIN;
DECLARE c CURSOR FOR SELECT count(*) FROM audit;
INSERT INTO audit (what) VALUES ('later');
FETCH c;
COMMIT;
-- # advisory locks of session and transaction
SELECT pg_advisory_lock(42);
SELECT pg_try_advisory_lock(42);
BEGIN;
SELECT pg_advisory_xact_lock(1, 2);
INSERT INTO audit (what) SELECT count(*)::text FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid();
COMMIT;
INSERT INTO audit (what) SELECT count(*)::text FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid();
SELECT pg_advisory_unlock_all();
-- # giving back an advisory lock that is not held warns
SELECT pg_advisory_unlock(42);
-- # currval and lastval are the script's own
INSERT INTO audit (what) VALUES ('one');
INSERT INTO audit (what) SELECT currval('audit_id_seq') || '-' || lastval();
BEGIN;
SELECT nextval('ticket');
ALTER TABLE orders ADD COLUMN extra int;
INSERT INTO audit (what) VALUES (lastval());
COMMIT;
-- # currval before nextval fails [55000]
SELECT currval('ticket');
-- # locks in a block
BEGIN;
LOCK TABLE orders, customers IN ACCESS EXCLUSIVE MODE;
LOCK TABLE ONLY audit IN SHARE ROW EXCLUSIVE MODE NOWAIT;
SELECT * FROM orders WHERE id = 1 FOR UPDATE;
SELECT * FROM customers FOR KEY SHARE SKIP LOCKED;
UPDATE orders SET note = 'locked' WHERE id = 1;
COMMIT;
-- # LOAD and CHECKPOINT
LOAD 'plpgsql';
CHECKPOINT;
-- # the xmin of what a block wrote is one transaction's
BEGIN;
INSERT INTO audit (what) VALUES ('one');
INSERT INTO audit (what) VALUES ('two');
COMMIT;
INSERT INTO audit (what) SELECT count(DISTINCT xmin::text)::text FROM audit;
-- # a transaction id only where something was written
BEGIN;
CREATE TEMP TABLE seen AS SELECT pg_current_xact_id_if_assigned() IS NULL AS none;
INSERT INTO audit (what) SELECT none::text FROM seen;
COMMIT;
BEGIN;
SELECT count(*) FROM orders;
LOCK TABLE orders IN SHARE MODE;
SELECT count(*) FROM orders;
INSERT INTO audit (what) SELECT (pg_current_xact_id_if_assigned() IS NULL)::text;
COMMIT;
-- # now is the same in a block and moves on outside
BEGIN;
CREATE TEMP TABLE times AS SELECT now() AS at;
ALTER TABLE orders ADD COLUMN extra int;
INSERT INTO times SELECT now();
COMMIT;
INSERT INTO times SELECT now();
INSERT INTO audit (what) SELECT count(DISTINCT at)::text FROM times;
