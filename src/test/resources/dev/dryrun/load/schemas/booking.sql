-- Exclusion constraints over ranges, alone and with other columns; dates and points in time as keys.
CREATE EXTENSION btree_gist;
CREATE TABLE rooms (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE bookings (room_id int REFERENCES rooms, during tstzrange NOT NULL, guest text, EXCLUDE USING gist (room_id WITH =, during WITH &&));
CREATE TABLE closures (id serial PRIMARY KEY, days daterange NOT NULL, EXCLUDE USING gist (days WITH &&) DEFERRABLE);
CREATE TABLE shifts (nurse text, slot int4range, EXCLUDE USING gist (nurse WITH =, slot WITH &&));
CREATE TABLE prices (room_id int REFERENCES rooms, valid date, price money NOT NULL, PRIMARY KEY (room_id, valid));
CREATE TABLE readings (at timestamptz PRIMARY KEY, value float8 NOT NULL);
INSERT INTO rooms SELECT i, 'r' FROM generate_series(1, 20) i;
INSERT INTO bookings SELECT 1 + i % 20, tstzrange(now() + i * interval '1 day', now() + i * interval '1 day' + interval '1 hour') FROM generate_series(1, 400) i;
INSERT INTO closures (days) SELECT daterange(date '2024-01-01' + 3 * i, date '2024-01-02' + 3 * i) FROM generate_series(1, 60) i;
INSERT INTO shifts SELECT 'n' || i, int4range(i, i + 2) FROM generate_series(1, 60) i;
INSERT INTO prices SELECT 1 + i % 20, date '2024-01-01' + i, 9.99 FROM generate_series(1, 500) i;
INSERT INTO readings SELECT now() - i * interval '1 minute', i FROM generate_series(1, 500) i;
