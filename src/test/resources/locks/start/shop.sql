CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customers, total int DEFAULT 0, note text);
CREATE INDEX orders_note ON orders (note);
CREATE TABLE items (id int PRIMARY KEY, order_id int REFERENCES orders);
INSERT INTO customers SELECT n, 'c' FROM generate_series(1, 10) n;
INSERT INTO orders SELECT n, n, n, 'a' FROM generate_series(1, 10) n;
INSERT INTO items SELECT n, n FROM generate_series(1, 10) n;
