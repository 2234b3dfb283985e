-- The same change by a second column that a trigger keeps equal to the first. There is no BEGIN but around the switch:
-- every other statement is its own transaction and gives back its locks at its end. Do not run this file with psql -1.

-- An ALTER TABLE that waits for its lock has everybody else queue up behind it. Better to fail early and try again.
SET lock_timeout = '2s';

-- ACCESS EXCLUSIVE on order_items, for a moment: a column without a default is a change of the catalog only.
ALTER TABLE order_items ADD COLUMN quantity_decimal numeric(10,3);

CREATE FUNCTION order_items_copy_quantity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.quantity_decimal := NEW.quantity;
    RETURN NEW;
END
$$;

-- SHARE ROW EXCLUSIVE on order_items, for a moment. From here on new and changed rows have both values.
CREATE TRIGGER order_items_copy_quantity
    BEFORE INSERT OR UPDATE ON order_items FOR EACH ROW EXECUTE FUNCTION order_items_copy_quantity();

-- The rows that exist, in batches, each a transaction of its own. ROW EXCLUSIVE on order_items, which hinders neither
-- reads nor writes; only who changes one of these very rows waits, until the batch is committed.
DO $$
DECLARE
    done bigint := (SELECT min(order_id) - 1 FROM order_items);
    last constant bigint := (SELECT max(order_id) FROM order_items);
BEGIN
    WHILE done < last LOOP
        UPDATE order_items SET quantity_decimal = quantity
        WHERE order_id > done AND order_id <= done + 5000 AND quantity_decimal IS NULL;
        COMMIT;
        done := done + 5000;
    END LOOP;
END
$$;

-- SHARE UPDATE EXCLUSIVE: reads and writes go on. The backfill left a dead version of every row, so autovacuum is likely
-- to be at work on order_items soon, and the next ALTER TABLE would wait for it, with everybody behind it. VACUUM can
-- wait without blocking anyone. Without TRUNCATE it takes no ACCESS EXCLUSIVE at its end.
VACUUM (ANALYZE, TRUNCATE false) order_items;

-- What the old column has, the new one needs. ACCESS EXCLUSIVE for a moment, then a scan that blocks nobody.
ALTER TABLE order_items
    ADD CONSTRAINT order_items_quantity_decimal_not_null CHECK (quantity_decimal IS NOT NULL) NOT VALID,
    ADD CONSTRAINT order_items_quantity_decimal_check CHECK (quantity_decimal > 0) NOT VALID;
ALTER TABLE order_items
    VALIDATE CONSTRAINT order_items_quantity_decimal_not_null,
    VALIDATE CONSTRAINT order_items_quantity_decimal_check;
ALTER TABLE order_items ALTER COLUMN quantity_decimal SET NOT NULL;
ALTER TABLE order_items DROP CONSTRAINT order_items_quantity_decimal_not_null;

-- The switch: ACCESS EXCLUSIVE on order_items, for the moment of four changes to the catalog.
BEGIN;
DROP TRIGGER order_items_copy_quantity ON order_items;
ALTER TABLE order_items DROP COLUMN quantity;
ALTER TABLE order_items RENAME COLUMN quantity_decimal TO quantity;
ALTER TABLE order_items RENAME CONSTRAINT order_items_quantity_decimal_check TO order_items_quantity_check;
COMMIT;

DROP FUNCTION order_items_copy_quantity();
