-- The accounts refer to an order by its reference and its customer, and a foreign key needs both to be unique together.

-- ACCESS EXCLUSIVE on orders while the index is built: even SELECT waits, where CREATE INDEX would let it go on.
ALTER TABLE orders ADD CONSTRAINT orders_reference_customer_id_key UNIQUE (reference, customer_id);
