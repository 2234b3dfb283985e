-- Orders get a column "channel" that must never be null, all in one transaction. It reads well and works on a small
-- table. On a large one nobody can read or write an order until COMMIT: a lock, once taken, is held to the end of its
-- transaction, and the first ALTER TABLE takes the strongest there is.

BEGIN;

-- ACCESS EXCLUSIVE on orders: from here on even SELECT waits.
ALTER TABLE orders ADD COLUMN channel text;

-- Rewrites every row, under that lock. The update itself would need ROW EXCLUSIVE only.
UPDATE orders
SET channel = CASE left(reference, 1)
    WHEN 'A' THEN 'app'
    WHEN 'P' THEN 'phone'
    WHEN 'S' THEN 'shop'
    ELSE 'web'
END;

-- Catalog only. The application that is deployed today does not know the column: its orders get the default.
ALTER TABLE orders ALTER COLUMN channel SET DEFAULT 'web';

-- Reads the whole table once more, still under ACCESS EXCLUSIVE.
ALTER TABLE orders ALTER COLUMN channel SET NOT NULL;

COMMIT;
