-- References must begin with the letter of a channel.

-- ACCESS EXCLUSIVE on orders while every row is read and checked: even SELECT waits for as long as that takes.
ALTER TABLE orders ADD CONSTRAINT orders_reference_has_channel CHECK (reference ~ '^[APSW]-[0-9]');
