-- Unique constraints of every kind: partial, over expressions, with nulls that are alike, deferrable, over generated columns; checks.
CREATE EXTENSION citext;
CREATE TABLE items (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), sku citext NOT NULL UNIQUE, barcode varchar(13) CHECK (barcode ~ '^[0-9]{13}$'),
    name text NOT NULL, slug text GENERATED ALWAYS AS (lower(name)) STORED UNIQUE, active bool NOT NULL, rank int UNIQUE DEFERRABLE INITIALLY DEFERRED,
    CHECK (length(name) < 200), CHECK (rank IS NULL OR rank > 0));
CREATE UNIQUE INDEX ON items (barcode) WHERE active;
CREATE TABLE stock (item uuid REFERENCES items, shelf smallint, place text, quantity int NOT NULL CHECK (quantity BETWEEN 0 AND 1000), UNIQUE NULLS NOT DISTINCT (item, place));
CREATE TABLE codes (kind char(2), code char(4), PRIMARY KEY (kind, code), CHECK (code = upper(code)));
CREATE TABLE weights (id int PRIMARY KEY CHECK (id <= 120), grams numeric);
CREATE TABLE halves (id int PRIMARY KEY, pair int NOT NULL, half int NOT NULL);
CREATE UNIQUE INDEX ON halves ((pair / 2), half);
INSERT INTO items (sku, barcode, name, active, rank) SELECT 'Sku-' || i, lpad(i::text, 13, '0'), 'Item ' || i, i % 2 = 0, CASE WHEN i % 3 > 0 THEN i END FROM generate_series(1, 400) i;
INSERT INTO stock SELECT id, 1, CASE WHEN rank % 2 = 0 THEN 'p' || rank END, 5 FROM items;
INSERT INTO codes SELECT 'ab', upper(substr(md5(i::text), 1, 4)) FROM generate_series(1, 100) i ON CONFLICT DO NOTHING;
INSERT INTO weights SELECT i, i FROM generate_series(1, 100) i;
INSERT INTO halves SELECT i, i * 2, 1 FROM generate_series(1, 100) i;
