-- The same backfill, 5,000 rows a transaction. There is no BEGIN on purpose: the block below ends its transactions
-- itself, which is refused inside another. Do not run this file with psql -1.

-- An ALTER TABLE that waits for its lock has everybody else queue up behind it. Better to fail early and try again.
SET lock_timeout = '2s';

-- ACCESS EXCLUSIVE, for a moment: a column without a default is a change of the catalog only.
ALTER TABLE orders ADD COLUMN search text;

-- Each batch is a range of the primary key, so that it costs the same in a table of any size, and "search IS NULL" makes
-- it safe to run again after a failure half-way. Who changes one of its rows waits until its COMMIT. The pause lets
-- others have the disk, and replicas catch up.
DO $$
DECLARE
    done bigint := (SELECT min(id) - 1 FROM orders);
    last constant bigint := (SELECT max(id) FROM orders);
BEGIN
    WHILE done < last LOOP
        UPDATE orders SET search = lower(reference || ' ' || coalesce(note, ''))
        WHERE id > done AND id <= done + 5000 AND search IS NULL;
        COMMIT;
        PERFORM pg_sleep(0.01);
        done := done + 5000;
    END LOOP;
END
$$;

-- SHARE UPDATE EXCLUSIVE: reads and writes go on. Takes away the dead version that the backfill left of every row, and
-- tells the planner about the new column. Without TRUNCATE it takes no ACCESS EXCLUSIVE at its end.
VACUUM (ANALYZE, TRUNCATE false) orders;
