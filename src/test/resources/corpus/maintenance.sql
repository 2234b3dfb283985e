-- # an index is made and dropped concurrently
CREATE INDEX CONCURRENTLY orders_total_idx ON orders (total);
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_total_idx ON orders (total);
CREATE INDEX CONCURRENTLY ON orders (status) WHERE status = 'new';
DROP INDEX CONCURRENTLY orders_total_idx;
-- # a unique index that fails concurrently is left behind invalid [23505]
CREATE UNIQUE INDEX CONCURRENTLY orders_status_idx ON orders (status);
-- # CONCURRENTLY in a block fails [25001]
BEGIN;
CREATE INDEX CONCURRENTLY orders_total_idx ON orders (total);
COMMIT;
-- # a constraint that uses an index made before
CREATE UNIQUE INDEX CONCURRENTLY customers_name_idx ON customers (name);
ALTER TABLE customers ADD CONSTRAINT customers_name_key UNIQUE USING INDEX customers_name_idx;
-- # REINDEX of an index, a table and all of it
REINDEX INDEX orders_customer_idx;
REINDEX TABLE orders;
REINDEX (VERBOSE) TABLE CONCURRENTLY customers;
REINDEX SCHEMA public;
DO $$ BEGIN ASSERT (SELECT bool_and(indisvalid) FROM pg_index); END $$;
-- # REINDEX of a whole schema in a block fails [25001]
BEGIN;
REINDEX SCHEMA public;
COMMIT;
-- # VACUUM in all its forms
DELETE FROM orders WHERE id > 10;
VACUUM orders;
VACUUM (ANALYZE, VERBOSE) customers;
VACUUM FULL orders;
VACUUM (FREEZE) orders, customers;
VACUUM;
ANALYZE;
ANALYZE orders (total, status);
-- # VACUUM in a block fails [25001]
BEGIN;
VACUUM orders;
COMMIT;
-- # ANALYZE in a block
BEGIN;
ANALYZE orders;
INSERT INTO audit (what) VALUES ('kept');
COMMIT;
-- # CLUSTER orders the table
DELETE FROM orders WHERE id = 3;
INSERT INTO orders (id, customer_id, total) VALUES (3, 1, 1);
CLUSTER orders USING orders_pkey;
CLUSTER orders;
CLUSTER;
-- # CLUSTER in a block, marked before
ALTER TABLE orders CLUSTER ON orders_pkey;
BEGIN;
CLUSTER orders;
COMMIT;
ALTER TABLE orders SET WITHOUT CLUSTER;
-- # a materialized view is refreshed
UPDATE orders SET total = total + 1;
REFRESH MATERIALIZED VIEW totals;
UPDATE orders SET total = total + 1;
REFRESH MATERIALIZED VIEW CONCURRENTLY totals;
CREATE MATERIALIZED VIEW later AS SELECT count(*) FROM orders WITH NO DATA;
REFRESH MATERIALIZED VIEW totals WITH NO DATA;
-- # a materialized view without data cannot be read [55000]
CREATE MATERIALIZED VIEW later AS SELECT count(*) FROM orders WITH NO DATA;
SELECT * FROM later;
-- # TRUNCATE with CASCADE and RESTART IDENTITY
INSERT INTO audit (what) VALUES ('one'), ('two');
TRUNCATE audit RESTART IDENTITY;
INSERT INTO audit (what) VALUES ('first again');
TRUNCATE customers CASCADE;
-- # TRUNCATE that is rolled back
BEGIN;
TRUNCATE orders;
ROLLBACK;
-- # TRUNCATE of a referenced table fails [0A000]
TRUNCATE customers;
-- # a constraint is added, validated and dropped
ALTER TABLE orders ADD CONSTRAINT small CHECK (total < 1000) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT small;
ALTER TABLE audit ADD COLUMN order_id bigint;
ALTER TABLE audit ADD CONSTRAINT of_order FOREIGN KEY (order_id) REFERENCES orders ON DELETE SET NULL NOT VALID;
ALTER TABLE audit VALIDATE CONSTRAINT of_order;
ALTER TABLE orders DROP CONSTRAINT orders_total_check;
-- # a constraint that the rows break [23514]
ALTER TABLE orders ADD CONSTRAINT small CHECK (total < 100);
-- # NOT VALID takes the rows and VALIDATE finds them [23514]
ALTER TABLE orders ADD CONSTRAINT small CHECK (total < 100) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT small;
-- # a column gets NOT NULL by way of a check
UPDATE orders SET note = '-' WHERE note IS NULL;
ALTER TABLE orders ADD CONSTRAINT noted CHECK (note IS NOT NULL) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT noted;
ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT noted;
-- # a column that has nulls refuses NOT NULL [23502]
ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
-- # columns are added, renamed, retyped and dropped
ALTER TABLE orders ADD COLUMN a int DEFAULT 1 NOT NULL, ADD COLUMN b text DEFAULT 'x';
ALTER TABLE orders RENAME COLUMN b TO c;
ALTER TABLE orders ALTER COLUMN a TYPE text USING 'a' || a, ALTER COLUMN c DROP DEFAULT;
ALTER TABLE orders DROP COLUMN a;
ALTER TABLE orders RENAME TO purchases;
ALTER TABLE purchases RENAME CONSTRAINT orders_pkey TO purchases_pkey;
-- # a type that a view needs cannot change [0A000]
ALTER TABLE orders ALTER COLUMN total TYPE float8;
-- # storage, statistics and options
ALTER TABLE orders ALTER COLUMN note SET STATISTICS 500, ALTER COLUMN note SET STORAGE EXTERNAL;
ALTER TABLE orders SET (fillfactor = 70, autovacuum_enabled = false);
ALTER TABLE audit SET UNLOGGED;
ALTER TABLE audit SET LOGGED;
ALTER TABLE audit REPLICA IDENTITY FULL;
CREATE STATISTICS orders_stats (dependencies) ON customer_id, status FROM orders;
-- # indexes of all kinds
CREATE INDEX ON orders USING hash (status);
CREATE INDEX ON orders USING brin (id);
CREATE INDEX ON orders (lower(status), total DESC NULLS LAST) INCLUDE (note);
CREATE UNIQUE INDEX orders_paid ON orders (id) WHERE status = 'paid';
ALTER INDEX orders_paid RENAME TO orders_are_paid;
ALTER INDEX orders_customer_idx SET (fillfactor = 50);
DROP INDEX IF EXISTS missing, orders_customer_idx;
