-- The same constraint from an index that is there already. CONCURRENTLY is refused inside a transaction: do not run this
-- file with psql -1.

-- No time limits here. CONCURRENTLY waits twice for the transactions that are older than the index, and blocks nobody
-- while it waits; given up half-way, or if it meets two rows that are alike, it leaves an invalid index behind, which
-- every write has to maintain. If that happens: DROP INDEX CONCURRENTLY orders_reference_customer_id_key, correct the
-- rows, and run this again.
SET lock_timeout = 0;
SET statement_timeout = 0;

-- SHARE UPDATE EXCLUSIVE on orders: it keeps out VACUUM and other schema changes, not reads and not writes.
CREATE UNIQUE INDEX CONCURRENTLY orders_reference_customer_id_key ON orders (reference, customer_id);

-- An ALTER TABLE that waits for its lock has everybody else queue up behind it. Better to fail early and try again.
SET lock_timeout = '2s';

-- ACCESS EXCLUSIVE on orders, for a moment: the index becomes the constraint's, and no row is read.
ALTER TABLE orders ADD CONSTRAINT orders_reference_customer_id_key UNIQUE USING INDEX orders_reference_customer_id_key;
