-- # RETURNING
INSERT INTO audit (what) VALUES ('a'), ('b') RETURNING id, what;
UPDATE audit SET what = what || '!' RETURNING *;
DELETE FROM audit WHERE what = 'a!' RETURNING id;
-- # WITH that writes
WITH gone AS (DELETE FROM orders WHERE status = 'paid' RETURNING *),
     noted AS (INSERT INTO audit (what) SELECT 'paid ' || id FROM gone ORDER BY id RETURNING 1)
SELECT count(*) FROM noted;
-- # WITH before INSERT and UPDATE
WITH big AS (SELECT id FROM orders WHERE total > 150) UPDATE orders SET note = 'big' FROM big WHERE orders.id = big.id;
WITH n (v) AS (VALUES ('x'), ('y')) INSERT INTO audit (what) SELECT v FROM n;
-- # WITH RECURSIVE
CREATE TABLE made AS WITH RECURSIVE t(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT n FROM t;
-- # ON CONFLICT
INSERT INTO customers (id, name) VALUES (1, 'again') ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name || '!';
INSERT INTO customers (id, name) VALUES (2, 'again'), (60, 'sixty') ON CONFLICT DO NOTHING;
INSERT INTO customers (name, email) VALUES ('x', 'c3@example.com') ON CONFLICT ON CONSTRAINT customers_email_key DO UPDATE SET active = false;
-- # MERGE
MERGE INTO customers c USING (VALUES (1, 'one'), (70, 'seventy'), (2, NULL)) AS s (id, name) ON c.id = s.id
  WHEN MATCHED AND s.name IS NULL THEN UPDATE SET active = false
  WHEN MATCHED THEN UPDATE SET name = s.name
  WHEN NOT MATCHED THEN INSERT (id, name) VALUES (s.id, s.name);
-- # UPDATE and DELETE with other tables
UPDATE orders o SET note = c.name FROM customers c WHERE c.id = o.customer_id AND c.id < 3;
DELETE FROM orders USING customers c WHERE c.id = customer_id AND c.name = 'customer 5';
-- # CREATE TABLE AS in its forms
CREATE TABLE made AS SELECT id, total FROM orders;
CREATE TABLE made_empty AS TABLE orders WITH NO DATA;
CREATE TABLE IF NOT EXISTS made AS SELECT 1;
CREATE UNLOGGED TABLE made_fast (a, b) AS VALUES (1, 2);
-- # SELECT INTO
SELECT id, total INTO made FROM orders WHERE total > 100;
SELECT * INTO TEMP stage FROM made;
INSERT INTO audit (what) SELECT count(*)::text FROM stage;
-- # CREATE TABLE LIKE
CREATE TABLE made (LIKE orders INCLUDING ALL);
INSERT INTO made SELECT * FROM orders;
-- # a duplicate key ends the script [23505]
INSERT INTO audit (what) VALUES ('kept');
INSERT INTO customers (id, name) VALUES (1, 'again');
INSERT INTO audit (what) VALUES ('never');
-- # a duplicate key takes its block along [23505]
BEGIN;
INSERT INTO audit (what) VALUES ('gone');
INSERT INTO customers (id, name) VALUES (1, 'again');
COMMIT;
-- # a foreign key ends the script [23503]
DELETE FROM customers WHERE id = 1;
-- # a missing value ends the script [23502]
INSERT INTO customers (name) VALUES (NULL);
-- # a value that is too long [22001]
CREATE TABLE made (v varchar(3));
INSERT INTO made VALUES ('abc');
INSERT INTO made VALUES ('abcd');
-- # a number that is out of range [22003]
INSERT INTO orders (id, customer_id, total) VALUES (50, 1, 1e10);
-- # a column that is missing [42703]
SELECT 1;

SELECT
  id,
  wrong
FROM orders;
-- # a syntax error in the middle [42601]
INSERT INTO audit (what) VALUES ('kept');
ALTER TABEL orders ADD COLUMN extra int;
INSERT INTO audit (what) VALUES ('never');
-- # a syntax error at the end of the statement [42601]
INSERT INTO audit (what) VALUES ('never'
  , );
-- # a table that exists already [42P07]
CREATE TABLE IF NOT EXISTS orders (id int);
CREATE TABLE orders (id int);
-- # an error after a savepoint still ends the script [22012]
BEGIN;
INSERT INTO audit (what) VALUES ('gone');
SAVEPOINT s;
SELECT 1 / 0;
ROLLBACK TO s;
COMMIT;
-- # a type that does not fit [42804]
UPDATE orders SET note = 1, total = 'x'::text;
-- # an update that fails half way changes nothing [22012]
UPDATE orders SET total = 100 / abs(id - 10);
-- # the semicolon of a failed statement stands alone [42P01]
SELECT 1
;
SELECT *
FROM missing
-- and nothing more
;
-- # keys that are exchanged
UPDATE nodes SET id = id;
INSERT INTO nodes VALUES (1, NULL), (2, 1);
UPDATE nodes SET parent = 3 - id;
-- # window functions, grouping sets and lateral joins
CREATE TABLE made AS SELECT customer_id, status, sum(total) AS s, count(*) FILTER (WHERE total > 50) AS c FROM orders GROUP BY GROUPING SETS ((customer_id), (status), ()) ORDER BY 1, 2;
CREATE TABLE ranked AS SELECT id, rank() OVER w AS r, lag(total) OVER w AS l FROM orders WINDOW w AS (PARTITION BY status ORDER BY total DESC) ORDER BY id;
CREATE TABLE tops AS SELECT c.id, t.* FROM customers c CROSS JOIN LATERAL (SELECT o.total FROM orders o WHERE o.customer_id = c.id ORDER BY o.total DESC LIMIT 1) t ORDER BY c.id;
