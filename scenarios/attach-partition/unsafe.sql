-- The events of 2025 come back from an archive, as a partition of events.

CREATE TABLE events_2025 (LIKE events INCLUDING DEFAULTS);

-- In place of the archive. Nobody but us knows the table yet.
INSERT INTO events_2025 (id, occurred_at, customer_id, kind, payload)
SELECT -n, '2025-01-01 00:00Z'::timestamptz + n * interval '2 minutes', 1 + n % 30000, 'page_view', '{}'
FROM generate_series(1, 250000) AS n;

-- SHARE UPDATE EXCLUSIVE on events is harmless; but the default partition is locked ACCESS EXCLUSIVE, so that no row of
-- 2025 can come into it, and customers SHARE ROW EXCLUSIVE, for the foreign key. Under these locks the new partition is
-- read for rows of other years, the default partition for rows of 2025, the primary key and the index on customer_id
-- are built and the customer of every event is looked up.
ALTER TABLE events ATTACH PARTITION events_2025 FOR VALUES FROM ('2025-01-01 00:00Z') TO ('2026-01-01 00:00Z');
