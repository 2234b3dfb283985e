-- Whoever deletes an order shall be stopped by its items, where today the items go with it. The action of a foreign key
-- cannot be altered: the constraint is dropped and added anew.

BEGIN;

-- ACCESS EXCLUSIVE on order_items and on orders, because both sides have triggers of the constraint: from here on nobody
-- can read or write either until COMMIT.
ALTER TABLE order_items DROP CONSTRAINT order_items_order_id_fkey;

-- Looks up the order of every item. On its own it would take SHARE ROW EXCLUSIVE on both tables for that time, and stop
-- their writes.
ALTER TABLE order_items ADD CONSTRAINT order_items_order_id_fkey
    FOREIGN KEY (order_id) REFERENCES orders ON DELETE RESTRICT;

COMMIT;
