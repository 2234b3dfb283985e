-- The same constraint in two statements. There is no BEGIN on purpose: every statement is its own transaction and gives
-- back its locks at its end. Do not run this file with psql -1.

-- An ALTER TABLE that waits for its lock has everybody else queue up behind it. Better to fail early and try again.
SET lock_timeout = '2s';

-- ACCESS EXCLUSIVE on orders, for a moment: NOT VALID checks new and changed rows only.
ALTER TABLE orders ADD CONSTRAINT orders_reference_has_channel CHECK (reference ~ '^[APSW]-[0-9]') NOT VALID;

-- Reads and checks every row, but under SHARE UPDATE EXCLUSIVE: reads and writes go on. If it finds a row that breaks
-- the rule, it fails and the constraint stays as it is: correct the row, and run this statement again.
ALTER TABLE orders VALIDATE CONSTRAINT orders_reference_has_channel;
