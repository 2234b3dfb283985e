-- # a view with CHECK OPTION
CREATE VIEW new_orders AS SELECT * FROM orders WHERE status = 'new' WITH LOCAL CHECK OPTION;
INSERT INTO new_orders (id, customer_id, total) VALUES (80, 1, 5);
UPDATE new_orders SET note = 'x' WHERE id = 80;
-- # a view with CHECK OPTION refuses a row [44000]
CREATE VIEW new_orders AS SELECT * FROM orders WHERE status = 'new' WITH CASCADED CHECK OPTION;
INSERT INTO new_orders (id, customer_id, total, status) VALUES (80, 1, 5, 'paid');
-- # views are replaced, renamed and given options
CREATE OR REPLACE VIEW paid AS SELECT id, customer_id, total, note FROM orders WHERE status = 'paid';
ALTER VIEW paid SET (security_barrier = true);
ALTER VIEW paid RENAME TO paid_orders;
CREATE RECURSIVE VIEW numbers (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM numbers WHERE n < 10;
-- # a view that loses a column cannot be replaced [42P16]
CREATE OR REPLACE VIEW paid AS SELECT id FROM orders;
-- # a column that a view needs [2BP01]
ALTER TABLE orders DROP COLUMN status;
-- # a column that a view needs, with CASCADE
ALTER TABLE orders DROP COLUMN status CASCADE;
-- # comments on everything
COMMENT ON TABLE orders IS 'it''s; "orders"';
COMMENT ON COLUMN orders.id IS E'two\nlines';
COMMENT ON FUNCTION plus_one(int) IS $$ $1 + 1; $$;
COMMENT ON TYPE mood IS '';
COMMENT ON INDEX orders_customer_idx IS NULL;
COMMENT ON SCHEMA public IS '-- ours';
COMMENT ON CONSTRAINT orders_total_check ON orders IS '/* none */';
COMMENT ON SEQUENCE ticket IS 'größe';
-- # a large object with a number of its own
SELECT lo_create(424242);
SELECT lo_put(424242, 0, '\x00010203feff');
COMMENT ON LARGE OBJECT 424242 IS 'bytes';
GRANT SELECT ON LARGE OBJECT 424242 TO app_reader;
-- # a large object that is written through a descriptor
BEGIN;
SELECT lo_create(424243);
SELECT lowrite(lo_open(424243, 131072), 'some; bytes');
COMMIT;
-- # a large object that is removed
SELECT lo_from_bytea(424244, 'x');
SELECT lo_from_bytea(424245, 'y');
SELECT lo_unlink(424244);
-- # schemas are made, renamed and dropped
CREATE SCHEMA app;
CREATE TABLE app.made (id int REFERENCES nodes);
ALTER SCHEMA app RENAME TO application;
CREATE SCHEMA gone CREATE TABLE t (id int);
DROP SCHEMA gone CASCADE;
ALTER TABLE audit SET SCHEMA application;
-- # DROP of several things
DROP VIEW IF EXISTS paid, missing;
DROP MATERIALIZED VIEW totals;
DROP TABLE orders, customers CASCADE;
DROP SEQUENCE ticket;
DROP FUNCTION plus_one;
-- # a foreign data wrapper, a server and a foreign table
CREATE FOREIGN DATA WRAPPER nothing;
CREATE SERVER far FOREIGN DATA WRAPPER nothing OPTIONS (host 'far; away');
CREATE FOREIGN TABLE far_orders (id int) SERVER far;
CREATE USER MAPPING FOR PUBLIC SERVER far OPTIONS (password 'x');
-- # publications
CREATE PUBLICATION few FOR TABLE orders (id, total) WHERE (total > 5), customers;
ALTER PUBLICATION few DROP TABLE customers;
CREATE PUBLICATION everything FOR ALL TABLES;
-- # text search
CREATE TEXT SEARCH CONFIGURATION plain (COPY = pg_catalog.simple);
CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = simple, STOPWORDS = english);
ALTER TEXT SEARCH CONFIGURATION plain ALTER MAPPING FOR asciiword WITH words;
ALTER TABLE orders ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('simple', coalesce(note, status))) STORED;
CREATE INDEX ON orders USING gin (search);
-- # operator classes and access methods
CREATE OPERATOR FAMILY ints USING btree;
CREATE OPERATOR CLASS int_ops_too FOR TYPE int USING btree FAMILY ints AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(int, int);
CREATE INDEX ON customers (id int_ops_too);
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
CREATE TABLE made (id int) USING heap2;
-- # a whole migration in one block
BEGIN;
ALTER TABLE orders ADD COLUMN channel text;
UPDATE orders SET channel = CASE WHEN id % 2 = 0 THEN 'web' ELSE 'shop' END;
ALTER TABLE orders ALTER COLUMN channel SET DEFAULT 'web';
ALTER TABLE orders ALTER COLUMN channel SET NOT NULL;
CREATE INDEX orders_channel_idx ON orders (channel);
DROP VIEW paid;
CREATE VIEW paid AS SELECT id, customer_id, total, channel FROM orders WHERE status = 'paid';
COMMENT ON COLUMN orders.channel IS 'where it came from';
COMMIT;
-- # a table is split in two
CREATE TABLE contacts (customer_id int PRIMARY KEY REFERENCES customers, email text UNIQUE);
INSERT INTO contacts SELECT id, email FROM customers WHERE email IS NOT NULL ORDER BY id;
ALTER TABLE customers DROP COLUMN email;
CREATE VIEW customers_with_email AS SELECT * FROM customers LEFT JOIN contacts ON customer_id = id;
-- # a table gives way to a view of its name
BEGIN;
ALTER TABLE audit RENAME TO audit_log;
CREATE VIEW audit AS SELECT id, what FROM audit_log;
INSERT INTO audit (id, what) VALUES (900, 'through the view');
COMMIT;
-- # a swap of two tables
CREATE TABLE orders_new (LIKE orders INCLUDING ALL);
INSERT INTO orders_new SELECT * FROM orders ORDER BY id DESC;
BEGIN;
LOCK TABLE orders IN ACCESS EXCLUSIVE MODE;
ALTER TABLE orders RENAME TO orders_old;
ALTER TABLE orders_new RENAME TO orders;
COMMIT;
-- # CREATE IF NOT EXISTS and DROP IF EXISTS only note
CREATE SCHEMA IF NOT EXISTS public;
CREATE TABLE IF NOT EXISTS orders (x int);
CREATE INDEX IF NOT EXISTS orders_customer_idx ON orders (total);
DROP TABLE IF EXISTS nothing_of_the_kind;
ALTER TABLE IF EXISTS nothing_of_the_kind ADD COLUMN x int;
ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
ALTER TABLE orders DROP COLUMN IF EXISTS missing;
