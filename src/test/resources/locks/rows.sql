-- # insert [with shop]
-- takes: orders RowExclusiveLock
-- takes: customers RowShareLock
INSERT INTO orders VALUES (100, 1, 1, 'x')

-- # insert or update [with shop]
-- takes: items RowExclusiveLock
INSERT INTO items VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET order_id = excluded.order_id

-- # update [with shop]
-- takes: orders RowExclusiveLock
UPDATE orders SET total = total + 1

-- # update a key that others reference [with shop]
-- takes: customers RowExclusiveLock
-- takes: orders RowShareLock
INSERT INTO customers VALUES (11, 'c')
-- run
UPDATE customers SET id = 50 WHERE id = 11

-- # delete [with shop]
-- takes: items RowExclusiveLock
DELETE FROM items WHERE id = 3

-- # delete, cascading [with shop]
-- takes: orders RowExclusiveLock
-- takes: lines RowExclusiveLock
CREATE TABLE lines (order_id int REFERENCES orders ON DELETE CASCADE);
INSERT INTO lines VALUES (2);
DELETE FROM items
-- run
DELETE FROM orders WHERE id = 2

-- # update from another table [with shop]
-- takes: orders RowExclusiveLock
-- takes: customers AccessShareLock
UPDATE orders SET note = c.name FROM customers c WHERE c.id = customer_id

-- # merge [with shop] [from 15]
-- takes: orders RowExclusiveLock
-- takes: items AccessShareLock
MERGE INTO orders o USING items i ON i.order_id = o.id WHEN MATCHED THEN UPDATE SET total = 7

-- # select [with shop]
-- takes: orders AccessShareLock
SELECT * FROM orders

-- # select for update [with shop]
-- takes: orders RowShareLock
SELECT * FROM orders FOR UPDATE

-- # select for no key update [with shop]
-- takes: orders RowShareLock
SELECT * FROM orders FOR NO KEY UPDATE

-- # select for share of one table [with shop]
-- takes: orders RowShareLock
-- takes: customers AccessShareLock
SELECT * FROM orders o JOIN customers c ON c.id = o.customer_id FOR SHARE OF o

-- # select for key share [with shop]
-- takes: orders RowShareLock
SELECT * FROM orders WHERE id = 1 FOR KEY SHARE

-- # insert into a view [with views]
-- takes: seen RowExclusiveLock
-- takes: base RowExclusiveLock
INSERT INTO seen VALUES (100, 5, 'x')

-- # select from a view [with views]
-- takes: seen AccessShareLock
-- takes: base AccessShareLock
SELECT * FROM seen

-- # a large value goes to TOAST [with views]
-- takes: base RowExclusiveLock
-- takes: toast of base RowExclusiveLock
INSERT INTO base SELECT 1000, 1, string_agg(md5(n::text), '') FROM generate_series(1, 1000) n

-- # take a number of a sequence
-- takes: s RowExclusiveLock
CREATE SEQUENCE s
-- run
SELECT nextval('s')

-- # set a sequence
-- takes: s RowExclusiveLock
CREATE SEQUENCE s
-- run
SELECT setval('s', 10)

-- # insert with a serial
-- takes: t RowExclusiveLock
-- takes: t_id_seq RowExclusiveLock
CREATE TABLE t (id serial, v text)
-- run
INSERT INTO t (v) VALUES ('a')

-- # create a table of a query [with shop]
-- takes: orders AccessShareLock
CREATE TABLE copied AS SELECT * FROM orders

-- # a function that writes [with shop]
-- takes: items RowExclusiveLock
CREATE FUNCTION wipe() RETURNS void LANGUAGE sql AS 'DELETE FROM items'
-- run
SELECT wipe()

-- # a DO that alters [with shop]
-- takes: orders AccessExclusiveLock
DO $$ BEGIN ALTER TABLE orders ADD COLUMN x int; END $$
