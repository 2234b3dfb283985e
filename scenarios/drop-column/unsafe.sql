-- The country of a customer is not needed any more.

-- ACCESS EXCLUSIVE on customers, for a moment: a change of the catalog only. But from here on every query of the
-- application that names the column fails.
ALTER TABLE customers DROP COLUMN country;
