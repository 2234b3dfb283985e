-- The same column "channel", in steps of which each holds a strong lock for a moment only. There is no BEGIN on purpose:
-- every statement is its own transaction and gives back its locks at its end. Do not run this file with psql -1.

-- An ALTER TABLE that waits for its lock has everybody else queue up behind it. Better to fail early and try again.
SET lock_timeout = '2s';

-- ACCESS EXCLUSIVE on orders, for a moment: both changes are to the catalog only. New rows have a channel from here on,
-- so the backfill has an end; the rows that exist stay null, because the default comes after the column.
-- ("ADD COLUMN channel text DEFAULT 'web'" would give every existing row the same channel.)
ALTER TABLE orders ADD COLUMN channel text, ALTER COLUMN channel SET DEFAULT 'web';

-- The backfill, 5,000 rows a transaction, each a range of the primary key, so that it costs the same in a table of any
-- size. ROW EXCLUSIVE on orders, which hinders neither reads nor writes; only who changes one of these very rows waits,
-- until the batch is committed. "channel IS NULL" makes it safe to run again after a failure half-way.
DO $$
DECLARE
    done bigint := (SELECT min(id) - 1 FROM orders);
    last constant bigint := (SELECT max(id) FROM orders);
BEGIN
    WHILE done < last LOOP
        UPDATE orders
        SET channel = CASE left(reference, 1)
            WHEN 'A' THEN 'app'
            WHEN 'P' THEN 'phone'
            WHEN 'S' THEN 'shop'
            ELSE 'web'
        END
        WHERE id > done AND id <= done + 5000 AND channel IS NULL;
        COMMIT;
        done := done + 5000;
    END LOOP;
END
$$;

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
