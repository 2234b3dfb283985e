-- The same partition, with everything that takes long done before. Do not run this file with psql -1: beyond the first
-- transaction every statement is one of its own and gives back its locks at its end.

-- An ALTER TABLE that waits for its lock has everybody else queue up behind it. Better to fail early and try again.
SET lock_timeout = '2s';

-- Until COMMIT nobody but us knows the table, and it may take as long as it takes.
BEGIN;

-- The CHECK is the partition's bound, in the words of ATTACH PARTITION.
CREATE TABLE events_2025 (
    LIKE events INCLUDING DEFAULTS,
    CONSTRAINT events_2025_bound CHECK (occurred_at >= '2025-01-01 00:00Z' AND occurred_at < '2026-01-01 00:00Z')
);

-- In place of the archive.
INSERT INTO events_2025 (id, occurred_at, customer_id, kind, payload)
SELECT -n, '2025-01-01 00:00Z'::timestamptz + n * interval '2 minutes', 1 + n % 30000, 'page_view', '{}'
FROM generate_series(1, 250000) AS n;

-- The indexes of events. ATTACH PARTITION takes those that it finds, and builds the others under its locks.
ALTER TABLE events_2025 ADD PRIMARY KEY (id, occurred_at);
CREATE INDEX events_2025_customer_id_idx ON events_2025 (customer_id);

COMMIT;

-- SHARE ROW EXCLUSIVE on customers, for a moment; then a look-up of every customer under ROW SHARE, which lets reads and
-- writes go on.
ALTER TABLE events_2025 ADD CONSTRAINT events_2025_customer_id_fkey
    FOREIGN KEY (customer_id) REFERENCES customers NOT VALID;
ALTER TABLE events_2025 VALIDATE CONSTRAINT events_2025_customer_id_fkey;

-- Proves that the default partition has no row of 2025. ACCESS EXCLUSIVE on the default partition for a moment, then a
-- scan that blocks neither reads nor writes.
ALTER TABLE events_default ADD CONSTRAINT events_default_not_2025
    CHECK (NOT (occurred_at >= '2025-01-01 00:00Z' AND occurred_at < '2026-01-01 00:00Z')) NOT VALID;
ALTER TABLE events_default VALIDATE CONSTRAINT events_default_not_2025;

-- SHARE UPDATE EXCLUSIVE on events; ACCESS EXCLUSIVE on the default partition, and on customers, where the triggers of two
-- foreign keys become those of one. For a moment only: both checks are proved by the constraints, so no row is read.
ALTER TABLE events ATTACH PARTITION events_2025 FOR VALUES FROM ('2025-01-01 00:00Z') TO ('2026-01-01 00:00Z');

-- The bounds do their work now. ACCESS EXCLUSIVE on each partition, for a moment.
ALTER TABLE events_2025 DROP CONSTRAINT events_2025_bound;
ALTER TABLE events_default DROP CONSTRAINT events_default_not_2025;
