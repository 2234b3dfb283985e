-- Types and names that few have: composite types, money, intervals, geometry, hstore, very wide rows, reserved words, spaces, a table of one column.
CREATE EXTENSION hstore;
CREATE TYPE address AS (street text, zip char(5));
CREATE TYPE mood AS ENUM ('it''s fine', 'a,b', '"q"');
CREATE TABLE "Order" ("Select" serial PRIMARY KEY, "from" address, "where?" mood, "GROUP" money, "a b" interval, point point, box box, h hstore, c "char", n name,
    arr mood[], ts tsvector GENERATED ALWAYS AS (to_tsvector('simple', coalesce("desc", ''))) STORED, "desc" text, j json, lq int4range, t time, tz timetz, cid cidr, vb varbit);
INSERT INTO "Order" ("from", "where?", "GROUP", "a b", point, box, h, c, n, arr, "desc", j, lq, t, tz, cid, vb)
    SELECT ROW('S "x", \ y', '12345')::address, 'a,b', 12.5, '1 mon 2 days', '(1,2)', '(1,2),(3,4)', 'a=>1', 'x', 'n', '{"a,b",NULL}', 'é ü', '{"a": "\\u00e9"}', '[1,5)', '10:00', '10:00+02', '10.0.0.0/8', B'101'
    FROM generate_series(1, 100) i;
CREATE TABLE wide (id int PRIMARY KEY, big text NOT NULL, huge text);
ALTER TABLE wide ALTER huge SET STORAGE EXTERNAL;
INSERT INTO wide SELECT i, repeat(md5(i::text), 200), CASE WHEN i % 10 = 0 THEN repeat('x', 200000) END FROM generate_series(1, 60) i;
CREATE TABLE single (id serial PRIMARY KEY);
INSERT INTO single DEFAULT VALUES; INSERT INTO single DEFAULT VALUES;
CREATE TABLE nothing ();
CREATE TABLE vacant (id int PRIMARY KEY, v text NOT NULL);
CREATE TABLE settings (only_row bool PRIMARY KEY DEFAULT true CHECK (only_row), v text);
INSERT INTO settings VALUES (true, 'x');
CREATE TABLE keyless (a int, b text, c timestamptz DEFAULT now());
INSERT INTO keyless SELECT i, 'b' FROM generate_series(1, 50) i;
CREATE TABLE tiny (id smallserial PRIMARY KEY, v text);
INSERT INTO tiny (v) SELECT 'v' FROM generate_series(1, 20);
