-- Orders get a currency, and a public identifier that does not tell how many orders there are. The two statements look
-- alike. What matters is whether the default is the same for every row.

-- ACCESS EXCLUSIVE, for a moment: a constant is kept in the catalog since PostgreSQL 11, and no row is touched.
ALTER TABLE orders ADD COLUMN currency char(3) NOT NULL DEFAULT 'EUR';

-- ACCESS EXCLUSIVE while every row is written to a new file and every index built anew: the default is volatile, each
-- row gets a value of its own. Nobody can read or write an order until that is done.
ALTER TABLE orders ADD COLUMN public_id uuid NOT NULL DEFAULT gen_random_uuid();
