-- The same column "channel", in steps of which each holds a strong lock for a moment only. There is no BEGIN on purpose:
-- every statement is its own transaction and gives back its locks at its end. Do not run this file with psql -1.

-- An ALTER TABLE that waits for its lock has everybody else queue up behind it. Better to fail early and try again.
SET lock_timeout = '2s';

-- ACCESS EXCLUSIVE on orders, for a moment: both changes are to the catalog only. New rows have a channel from here on,
-- so the backfill has an end; the rows that exist stay null, because the default comes after the column.
-- ("ADD COLUMN channel text DEFAULT 'web'" would give every existing row the same channel.)
ALTER TABLE orders ADD COLUMN channel text, ALTER COLUMN channel SET DEFAULT 'web';

-- The backfill, 5,000 rows a statement. ROW EXCLUSIVE on orders, which hinders neither reads nor writes; only who
-- changes one of these very rows waits, until its statement ends. "channel IS NULL" makes it safe to run again after a
-- failure half-way. The last statement is for orders that came between the writing of this file and ADD COLUMN.
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id <= 5000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 5000 AND id <= 10000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 10000 AND id <= 15000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 15000 AND id <= 20000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 20000 AND id <= 25000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 25000 AND id <= 30000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 30000 AND id <= 35000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 35000 AND id <= 40000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 40000 AND id <= 45000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 45000 AND id <= 50000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 50000 AND id <= 55000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 55000 AND id <= 60000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 60000 AND id <= 65000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 65000 AND id <= 70000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 70000 AND id <= 75000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 75000 AND id <= 80000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 80000 AND id <= 85000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 85000 AND id <= 90000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 90000 AND id <= 95000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 95000 AND id <= 100000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 100000 AND id <= 105000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 105000 AND id <= 110000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 110000 AND id <= 115000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 115000 AND id <= 120000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 120000 AND id <= 125000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 125000 AND id <= 130000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 130000 AND id <= 135000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 135000 AND id <= 140000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 140000 AND id <= 145000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 145000 AND id <= 150000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 150000 AND id <= 155000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 155000 AND id <= 160000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 160000 AND id <= 165000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 165000 AND id <= 170000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 170000 AND id <= 175000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 175000 AND id <= 180000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 180000 AND id <= 185000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 185000 AND id <= 190000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 190000 AND id <= 195000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 195000 AND id <= 200000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 200000 AND id <= 205000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 205000 AND id <= 210000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 210000 AND id <= 215000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 215000 AND id <= 220000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 220000 AND id <= 225000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 225000 AND id <= 230000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 230000 AND id <= 235000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 235000 AND id <= 240000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 240000 AND id <= 245000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 245000 AND id <= 250000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 250000 AND id <= 255000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 255000 AND id <= 260000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 260000 AND id <= 265000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 265000 AND id <= 270000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 270000 AND id <= 275000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 275000 AND id <= 280000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 280000 AND id <= 285000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 285000 AND id <= 290000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 290000 AND id <= 295000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 295000 AND id <= 300000 AND channel IS NULL;
UPDATE orders SET channel = CASE left(reference, 1) WHEN 'A' THEN 'app' WHEN 'P' THEN 'phone' WHEN 'S' THEN 'shop'
    ELSE 'web' END WHERE id > 300000 AND channel IS NULL;

-- SHARE UPDATE EXCLUSIVE: reads and writes go on. The backfill left a dead version of every row, so autovacuum is likely
-- to be at work on orders soon. An ALTER TABLE waits about a second before it makes autovacuum give way, and everybody
-- waits behind it; VACUUM can wait without blocking anyone. Without TRUNCATE it takes no ACCESS EXCLUSIVE at its end.
VACUUM (ANALYZE, TRUNCATE false) orders;

-- ACCESS EXCLUSIVE, for a moment: NOT VALID checks new and changed rows only.
ALTER TABLE orders ADD CONSTRAINT orders_channel_not_null CHECK (channel IS NOT NULL) NOT VALID;

-- Reads the whole table, but under SHARE UPDATE EXCLUSIVE: reads and writes go on.
ALTER TABLE orders VALIDATE CONSTRAINT orders_channel_not_null;

-- ACCESS EXCLUSIVE, for a moment: the validated constraint proves that there is no null, so no row is read.
ALTER TABLE orders ALTER COLUMN channel SET NOT NULL;

-- ACCESS EXCLUSIVE, for a moment: NOT NULL does the work now.
ALTER TABLE orders DROP CONSTRAINT orders_channel_not_null;
