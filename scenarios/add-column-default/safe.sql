-- The same two columns without a rewrite. There is no BEGIN on purpose: every statement is its own transaction and gives
-- back its locks at its end. Do not run this file with psql -1.

-- An ALTER TABLE that waits for its lock has everybody else queue up behind it. Better to fail early and try again.
SET lock_timeout = '2s';

-- ACCESS EXCLUSIVE, for a moment: a constant is kept in the catalog since PostgreSQL 11, and no row is touched.
ALTER TABLE orders ADD COLUMN currency char(3) NOT NULL DEFAULT 'EUR';

-- ACCESS EXCLUSIVE, for a moment: a default that comes after its column is for new rows only.
ALTER TABLE orders ADD COLUMN public_id uuid, ALTER COLUMN public_id SET DEFAULT gen_random_uuid();

-- The rows that exist get their value in batches, each a transaction of its own. ROW EXCLUSIVE on orders, which hinders
-- neither reads nor writes; only who changes one of these very rows waits, until the batch is committed.
DO $$
DECLARE
    done bigint := (SELECT min(id) - 1 FROM orders);
    last constant bigint := (SELECT max(id) FROM orders);
BEGIN
    WHILE done < last LOOP
        UPDATE orders SET public_id = gen_random_uuid()
        WHERE id > done AND id <= done + 5000 AND public_id IS NULL;
        COMMIT;
        done := done + 5000;
    END LOOP;
END
$$;

-- SHARE UPDATE EXCLUSIVE: reads and writes go on. The backfill left a dead version of every row, so autovacuum is likely
-- to be at work on orders soon, and the next ALTER TABLE would wait for it, with everybody behind it. VACUUM can wait
-- without blocking anyone. Without TRUNCATE it takes no ACCESS EXCLUSIVE at its end.
VACUUM (ANALYZE, TRUNCATE false) orders;

-- NOT NULL in three moments and one scan that blocks nobody; see the scenario set-not-null.
ALTER TABLE orders ADD CONSTRAINT orders_public_id_not_null CHECK (public_id IS NOT NULL) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_public_id_not_null;
ALTER TABLE orders ALTER COLUMN public_id SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT orders_public_id_not_null;
