-- The shop's customers, products and events, and what orders.sql needs. dumps/make-shop runs this file once, as
-- shop_owner, with the psql variable "orders": how many orders there are going to be.
--
-- The data is made of hashes of row numbers, so that every run on every machine gives the same rows. Ten orders to a
-- customer and six to an event, whatever their number; they spread over the same months.

SET timezone = 'UTC';

BEGIN;

-- Gone before the dump is made.
CREATE SCHEMA make_shop;

-- A number from 0 to below "choices" that looks random and depends on the row's number and the salt alone.
CREATE FUNCTION make_shop.pick(row_number bigint, salt text, choices bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$
    SELECT (hashtextextended(salt, row_number) & 9223372036854775807) % choices
$$;

CREATE FUNCTION make_shop.pick_word(row_number bigint, salt text, words text[]) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT words[1 + make_shop.pick(row_number, salt, cardinality(words))]
$$;

-- Sessions make chunks of orders side by side, and add them to the tables one after the other, in this order.
CREATE SEQUENCE make_shop.next_chunk MINVALUE 0;

CREATE PROCEDURE make_shop.wait_for_turn(chunk bigint) LANGUAGE plpgsql AS $$
BEGIN
    WHILE (SELECT last_value FROM make_shop.next_chunk) < chunk LOOP
        PERFORM pg_sleep(0.02);
    END LOOP;
END
$$;

INSERT INTO customers (email, name, country, newsletter, created_at)
SELECT lower(first || '.' || last) || n || '@example.com',
       first || ' ' || last,
       make_shop.pick_word(n, 'country', '{DE,DE,DE,AT,CH,FR,NL,PL,IT,ES}'),
       make_shop.pick(n, 'newsletter', 3) = 0,
       '2024-11-09 00:00Z'::timestamptz + n * 300000 / :orders * interval '25 minutes'
FROM generate_series(1::bigint, :orders / 10) AS n,
     make_shop.pick_word(n, 'first', '{Anna,Ben,Clara,David,Emma,Felix,Greta,Hugo,Ida,Jonas,Klara,Leon,Mia,Noah,Olga,Paul,Rosa,Theo}') AS first,
     make_shop.pick_word(n, 'last', '{Arnold,Berger,Costa,Dubois,Evers,Fischer,Garcia,Huber,Ivanova,Jansen,Keller,Lang,Meyer,Nowak,Rossi,Weber}') AS last;

INSERT INTO products (sku, name, price, stock, tags, created_at)
SELECT 'SKU-' || lpad(n::text, 5, '0'),
       initcap(colour || ' ' || material || ' ' || thing),
       1.99 + make_shop.pick(n, 'price', 200) + 0.5 * make_shop.pick(n, 'cents', 2),
       make_shop.pick(n, 'stock', 500),
       ARRAY[colour, material],
       '2024-01-01 00:00Z'::timestamptz + n * interval '5 hours'
FROM generate_series(1, 1000) AS n,
     make_shop.pick_word(n, 'colour', '{black,blue,green,grey,red,white,yellow}') AS colour,
     make_shop.pick_word(n, 'material', '{cotton,glass,leather,oak,paper,steel,wool}') AS material,
     make_shop.pick_word(n, 'thing', '{bag,bowl,box,chair,cup,frame,hat,jacket,lamp,notebook,shelf,table}') AS thing;

-- From January to June 2026: what is before March lands in the default partition.
INSERT INTO events (occurred_at, customer_id, kind, payload)
SELECT '2026-01-05 00:00Z'::timestamptz + n * 300000 / :orders * interval '5 minutes',
       CASE WHEN make_shop.pick(n, 'anonymous', 4) > 0 THEN 1 + make_shop.pick(n, 'visitor', :orders / 10) END,
       make_shop.pick_word(n, 'kind', '{page_view,page_view,page_view,search,basket_add,login}'),
       jsonb_build_object('product', 1 + make_shop.pick(n, 'seen', 1000))
FROM generate_series(1::bigint, :orders / 6) AS n
ORDER BY n;

SELECT setval('orders_id_seq', :orders);

COMMIT;
