-- An order is looked up, and its note changed a moment later.
\set id random_zipfian(1, 300000, 1.1)
\set customer random(1, 1000)
BEGIN;
SELECT total AS total, status AS status FROM public.orders WHERE id = :id;
\sleep 2 ms
UPDATE public.orders SET note = 'looked at' WHERE id = :id;
END;
\if :id % 10 = 0
SELECT count(*) FROM public.orders WHERE customer_id = :customer;
\endif
