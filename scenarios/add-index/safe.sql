-- The same index, built while reads and writes go on. CONCURRENTLY is refused inside a transaction: do not run this file
-- with psql -1.

-- No time limits here. CONCURRENTLY waits twice for the transactions that are older than the index, and blocks nobody
-- while it waits; given up half-way it leaves an invalid index behind, which every write has to maintain and no query
-- uses. If that happens: DROP INDEX CONCURRENTLY orders_search_idx, and run this again.
SET lock_timeout = 0;
SET statement_timeout = 0;

-- SHARE UPDATE EXCLUSIVE on orders: it keeps out VACUUM and other schema changes, not reads and not writes.
CREATE INDEX CONCURRENTLY orders_search_idx ON orders
    USING gin (to_tsvector('simple', reference || ' ' || coalesce(note, '')));
