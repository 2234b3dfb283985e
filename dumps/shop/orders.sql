-- Orders "first" to "last" of "orders", with their items and payments. dumps/make-shop runs this file for every chunk,
-- in several sessions at a time, as shop_owner; the psql variable "chunk" says whose turn it is to add its rows.

SET timezone = 'UTC';

BEGIN;

-- Items come first, because an order's total is their sum.
CREATE TEMPORARY TABLE chunk_items ON COMMIT DROP AS
SELECT n AS order_id,
       line_no,
       p.id AS product_id,
       1 + CASE make_shop.pick(n, 'several' || line_no, 2)
           WHEN 0 THEN 0
           ELSE make_shop.pick(n, 'quantity' || line_no, 4)
       END AS quantity,
       p.price AS unit_price
FROM generate_series(:first::bigint, :last) AS n
CROSS JOIN LATERAL generate_series(1, greatest(1, make_shop.pick(n, 'lines', 10) - 6)::integer) AS line_no
JOIN products p ON p.id = 1 + make_shop.pick(n, 'product' || line_no, 1000);

-- Customers buy in the weeks after they sign up. The clock ticks every twenty minutes, which compresses well.
CREATE TEMPORARY TABLE chunk_orders ON COMMIT DROP AS
SELECT n AS id,
       make_shop.pick_word(n, 'channel', '{W,W,W,A,A,S,P}') || '-' || lpad(n::text, 8, '0') AS reference,
       1 + (n / 10 + make_shop.pick(n, 'customer', :orders / 100)) % (:orders / 10) AS customer_id,
       CASE WHEN n > :orders - :orders / 30
           THEN make_shop.pick_word(n, 'status', '{new,new,paid,paid,shipped,cancelled}')
           ELSE make_shop.pick_word(n, 'status', '{delivered,delivered,delivered,delivered,delivered,cancelled,returned}')
       END::order_status AS status,
       i.total,
       created_at,
       CASE WHEN make_shop.pick(n, 'has note', 8) = 0 THEN
           make_shop.pick_word(n, 'note', '{Please ring twice,Leave it with the neighbour,Gift wrap,Call before delivery,Do not bend,Back entrance}')
           || ', ' || make_shop.pick_word(n, 'when', '{before noon,after five,not on Monday,on Saturday,any time}')
           || ', floor ' || make_shop.pick(n, 'floor', 12)
       END AS note
FROM generate_series(:first::bigint, :last) AS n
JOIN (SELECT order_id, sum(quantity * unit_price) AS total FROM chunk_items GROUP BY order_id) AS i ON i.order_id = n,
     LATERAL (SELECT '2025-01-01 00:00Z'::timestamptz + n * 300000 / :orders / 8 * interval '20 minutes' AS created_at)
         AS c;

-- The other orders were paid on delivery.
CREATE TEMPORARY TABLE chunk_payments ON COMMIT DROP AS
SELECT id AS order_id,
       make_shop.pick_word(id, 'provider', '{card,card,card,paypal,invoice}') AS provider,
       'ch_' || id || left(md5('payment' || id), 4) AS provider_reference,
       total AS amount,
       created_at AS paid_at
FROM chunk_orders
WHERE status NOT IN ('new', 'cancelled') AND make_shop.pick(id, 'paid online', 5) < 2;

CALL make_shop.wait_for_turn(:chunk);

INSERT INTO orders (id, reference, customer_id, status, total, created_at, updated_at, note)
SELECT id, reference, customer_id, status, total, created_at, created_at, note FROM chunk_orders ORDER BY id;

INSERT INTO order_items (order_id, line_no, product_id, quantity, unit_price)
SELECT order_id, line_no, product_id, quantity, unit_price FROM chunk_items ORDER BY order_id, line_no;

INSERT INTO payments (order_id, provider, provider_reference, amount, paid_at)
SELECT order_id, provider, provider_reference, amount, paid_at FROM chunk_payments ORDER BY order_id;

COMMIT;

SELECT setval('make_shop.next_chunk', :chunk + 1);
