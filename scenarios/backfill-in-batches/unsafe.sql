-- Orders get a text to search in, filled for the orders there are.

-- ACCESS EXCLUSIVE, for a moment: a column without a default is a change of the catalog only.
ALTER TABLE orders ADD COLUMN search text;

-- ROW EXCLUSIVE on orders, which hinders neither reads nor writes of the table. But every row that is changed stays
-- locked until the last one is: whoever updates one of them, or pays for one, waits for the rest. One transaction this
-- long also keeps VACUUM from its work in the whole database, and makes replicas lag.
UPDATE orders SET search = lower(reference || ' ' || coalesce(note, ''));
