-- # a block that commits
BEGIN;
INSERT INTO audit (what) VALUES ('one');
INSERT INTO audit (what) VALUES ('two');
COMMIT;
-- # a block that rolls back keeps the numbers of its sequences
BEGIN;
INSERT INTO audit (what) VALUES ('gone');
ROLLBACK;
INSERT INTO audit (what) VALUES ('kept');
-- # a block that the script leaves open is rolled back
INSERT INTO audit (what) VALUES ('kept');
BEGIN;
INSERT INTO audit (what) VALUES ('gone');
CREATE TABLE gone (id int);
-- # START TRANSACTION, END and ABORT are other words
START TRANSACTION;
INSERT INTO audit (what) VALUES ('kept');
END;
BEGIN WORK;
INSERT INTO audit (what) VALUES ('gone');
ABORT;
BEGIN TRANSACTION;
INSERT INTO audit (what) VALUES ('kept too');
COMMIT WORK;
-- # a savepoint takes back what came after it
BEGIN;
INSERT INTO audit (what) VALUES ('kept');
SAVEPOINT s;
INSERT INTO audit (what) VALUES ('gone');
ROLLBACK TO s;
INSERT INTO audit (what) VALUES ('kept too');
COMMIT;
-- # savepoints of the same name stack
BEGIN;
SAVEPOINT s;
INSERT INTO audit (what) VALUES ('outer');
SAVEPOINT s;
INSERT INTO audit (what) VALUES ('inner');
ROLLBACK TO SAVEPOINT s;
RELEASE s;
ROLLBACK TO s;
INSERT INTO audit (what) VALUES ('last');
COMMIT;
-- # a table made after a savepoint and dropped by it is made again
BEGIN;
SAVEPOINT s;
CREATE TABLE made (id int);
ROLLBACK TO s;
CREATE TABLE made (id text);
RELEASE SAVEPOINT s;
COMMIT;
-- # COMMIT AND CHAIN begins the next block at once
BEGIN ISOLATION LEVEL SERIALIZABLE;
INSERT INTO audit (what) VALUES (current_setting('transaction_isolation'));
COMMIT AND CHAIN;
INSERT INTO audit (what) VALUES (current_setting('transaction_isolation'));
COMMIT;
INSERT INTO audit (what) VALUES (current_setting('transaction_isolation'));
-- # ROLLBACK AND CHAIN keeps what COMMIT AND CHAIN committed
BEGIN;
INSERT INTO audit (what) VALUES ('kept');
COMMIT AND CHAIN;
INSERT INTO audit (what) VALUES ('gone');
ROLLBACK AND CHAIN;
INSERT INTO audit (what) VALUES ('kept too');
COMMIT;
-- # a chained block that is left open loses only itself
BEGIN;
INSERT INTO audit (what) VALUES ('kept');
COMMIT AND CHAIN;
INSERT INTO audit (what) VALUES ('gone');
-- # COMMIT AND CHAIN outside a block fails [25P01]
INSERT INTO audit (what) VALUES ('kept');
COMMIT AND CHAIN;
INSERT INTO audit (what) VALUES ('never');
-- # SAVEPOINT outside a block fails [25P01]
SAVEPOINT s;
-- # LOCK TABLE outside a block fails [25P01]
LOCK TABLE orders IN SHARE MODE;
-- # BEGIN in a block and COMMIT outside one only warn
BEGIN;
BEGIN;
INSERT INTO audit (what) VALUES ('kept');
COMMIT;
COMMIT;
ROLLBACK;
-- # SET TRANSACTION outside a block only warns
SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;
INSERT INTO audit (what) VALUES (current_setting('transaction_isolation'));
-- # SET TRANSACTION after LOCK TABLE is in time
BEGIN;
LOCK TABLE orders IN ACCESS EXCLUSIVE MODE;
SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;
INSERT INTO audit (what) VALUES (current_setting('transaction_isolation'));
COMMIT;
-- # SET TRANSACTION after a query is too late [25001]
BEGIN;
SELECT count(*) FROM orders;
SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;
COMMIT;
-- # a read-only block refuses to write [25006]
BEGIN READ ONLY;
SELECT count(*) FROM orders;
INSERT INTO audit (what) VALUES ('never');
COMMIT;
-- # a session whose blocks are read-only unless they say otherwise
SET default_transaction_read_only = on;
BEGIN READ WRITE;
ALTER TABLE orders ADD COLUMN extra int;
COMMIT;
SELECT count(*) FROM orders;
-- # a session whose blocks are read-only [25006]
SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY;
SELECT count(*) FROM orders;
ALTER TABLE orders ADD COLUMN extra int;
-- # a serializable block that reads and writes
BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE, NOT DEFERRABLE;
UPDATE orders SET total = total + (SELECT max(total) FROM orders) WHERE id = 1;
ALTER TABLE orders ADD COLUMN extra int;
UPDATE orders SET extra = 1;
COMMIT;
-- # statements joined with backslash and semicolon are one transaction
INSERT INTO audit (what) VALUES ('one') \; INSERT INTO audit (what) VALUES ('two');
-- # of a joined group that fails nothing is kept [22012]
INSERT INTO audit (what) VALUES ('before');
INSERT INTO audit (what) VALUES ('gone') \; SELECT 1 / 0 \; INSERT INTO audit (what) VALUES ('never');
INSERT INTO audit (what) VALUES ('never');
-- # a COMMIT in a joined group keeps what came before it [22012]
INSERT INTO audit (what) VALUES ('kept') \; COMMIT \; INSERT INTO audit (what) VALUES ('gone') \; SELECT 1 / 0;
-- # a joined group can open a block that goes on
BEGIN \; INSERT INTO audit (what) VALUES ('one');
INSERT INTO audit (what) VALUES ('two');
COMMIT \; INSERT INTO audit (what) VALUES ('three');
-- # a joined group can hold a whole block
BEGIN \; INSERT INTO audit (what) VALUES ('one') \; ROLLBACK \; INSERT INTO audit (what) VALUES ('two');
-- # a joined group takes no statement that needs its own transaction [25001]
INSERT INTO audit (what) VALUES ('gone') \; VACUUM orders;
-- # SAVEPOINT in a joined group without a block fails [25P01]
INSERT INTO audit (what) VALUES ('gone') \; SAVEPOINT s \; SELECT 1;
-- # a joined group of one statement
INSERT INTO audit (what) VALUES ('one') \;
;
-- # a joined group over several lines
INSERT INTO audit (what)
  VALUES ('one') \;
INSERT INTO audit (what)
  VALUES ('two') \;
CREATE TABLE made AS
  SELECT * FROM audit;
-- # a deferred constraint that holds at COMMIT
BEGIN;
INSERT INTO nodes VALUES (1, 2);
INSERT INTO nodes VALUES (2, NULL);
COMMIT;
-- # a deferred constraint that fails at COMMIT [23503]
INSERT INTO audit (what) VALUES ('before');
BEGIN;
INSERT INTO nodes VALUES (1, 2);
INSERT INTO audit (what) VALUES ('gone');
COMMIT;
INSERT INTO audit (what) VALUES ('never');
-- # a deferred constraint that fails outside a block [23503]
INSERT INTO nodes VALUES (1, 2);
INSERT INTO audit (what) VALUES ('never');
-- # SET CONSTRAINTS IMMEDIATE checks at once [23503]
BEGIN;
INSERT INTO nodes VALUES (1, 2);
SET CONSTRAINTS ALL IMMEDIATE;
COMMIT;
-- # SET CONSTRAINTS IMMEDIATE over a rolled back savepoint
BEGIN;
SAVEPOINT s;
INSERT INTO nodes VALUES (1, 2);
ROLLBACK TO s;
SET CONSTRAINTS ALL IMMEDIATE;
INSERT INTO nodes VALUES (3, 3);
COMMIT;
-- # the whole script in one transaction [single]
INSERT INTO audit (what) VALUES ('one');
CREATE TABLE made (id int);
INSERT INTO made SELECT id FROM audit;
-- # of a script in one transaction that fails nothing is kept [single] [22012]
INSERT INTO audit (what) VALUES ('gone');
CREATE TABLE gone (id int);
SELECT 1 / 0;
-- # a COMMIT in a script that runs in one transaction ends it [single] [22012]
INSERT INTO audit (what) VALUES ('kept');
COMMIT;
INSERT INTO audit (what) VALUES ('kept too');
SELECT 1 / 0;
-- # a block in a script that runs in one transaction warns [single]
BEGIN;
INSERT INTO audit (what) VALUES ('kept');
COMMIT;
INSERT INTO audit (what) VALUES ('kept too');
-- # a savepoint in a script that runs in one transaction [single]
SAVEPOINT s;
INSERT INTO audit (what) VALUES ('gone');
ROLLBACK TO s;
INSERT INTO audit (what) VALUES ('kept');
-- # what needs its own transaction fails in a script that runs in one [single] [25001]
CREATE INDEX CONCURRENTLY orders_note_idx ON orders (note);
