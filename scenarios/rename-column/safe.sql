-- The column is renamed, and a view in the place of the table knows it by both names: the application that is deployed
-- says "name", the next release says "full_name".

-- An ALTER TABLE that waits for its lock has everybody else queue up behind it. Better to fail early and try again.
SET lock_timeout = '2s';

-- One transaction, because nobody may see the database without "customers". It holds ACCESS EXCLUSIVE on customers for
-- four changes to the catalog, whatever the size of the table.
BEGIN;

ALTER TABLE customers RENAME COLUMN name TO full_name;

-- Foreign keys, indexes and views go on to mean this table. It must not be named "customers" any more.
ALTER TABLE customers RENAME TO customers_table;

-- Simple enough for Postgres to pass on INSERT, UPDATE and DELETE; columns that an INSERT leaves out get their defaults.
CREATE VIEW customers WITH (security_invoker) AS
SELECT id, email, full_name AS name, country, newsletter, created_at, full_name FROM customers_table;

GRANT SELECT, INSERT, UPDATE, DELETE ON customers TO shop_app;

COMMIT;
