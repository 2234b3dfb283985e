-- The same foreign key, added beside the old one, so that no moment is without. There is no BEGIN on purpose: every
-- statement is its own transaction and gives back its locks at its end. Do not run this file with psql -1.

-- An ALTER TABLE that waits for its lock has everybody else queue up behind it. Better to fail early and try again.
SET lock_timeout = '2s';

-- SHARE ROW EXCLUSIVE on order_items and on orders, for a moment: NOT VALID checks new and changed rows only.
ALTER TABLE order_items ADD CONSTRAINT order_items_order_id_restrict
    FOREIGN KEY (order_id) REFERENCES orders ON DELETE RESTRICT NOT VALID;

-- Looks up the order of every item, under SHARE UPDATE EXCLUSIVE on order_items and ROW SHARE on orders: reads and
-- writes of both go on.
ALTER TABLE order_items VALIDATE CONSTRAINT order_items_order_id_restrict;

-- ACCESS EXCLUSIVE on order_items and on orders, for a moment.
ALTER TABLE order_items DROP CONSTRAINT order_items_order_id_fkey;

-- ACCESS EXCLUSIVE on order_items, for a moment: a change of the catalog only.
ALTER TABLE order_items RENAME CONSTRAINT order_items_order_id_restrict TO order_items_order_id_fkey;
