-- What customers call their name is in fact their full name.

-- ACCESS EXCLUSIVE on customers, for a moment: a change of the catalog only. But from here on every query of the
-- application that says "name" fails, until the release that says "full_name" runs everywhere.
ALTER TABLE customers RENAME COLUMN name TO full_name;
