-- Quantities get decimals, for goods that are sold by weight.

-- ACCESS EXCLUSIVE on order_items while every row is written to a new file, every index built anew and every constraint
-- checked again: nobody can read or write an item until that is done.
ALTER TABLE order_items ALTER COLUMN quantity TYPE numeric(10,3);
