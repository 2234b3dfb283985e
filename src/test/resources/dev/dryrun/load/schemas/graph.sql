-- References in circles, to themselves, without an index, composite with nulls, and with every action.
CREATE TABLE a (id int PRIMARY KEY, b_id int, note text);
CREATE TABLE b (id int PRIMARY KEY, a_id int NOT NULL REFERENCES a ON DELETE CASCADE, note text);
ALTER TABLE a ADD FOREIGN KEY (b_id) REFERENCES b DEFERRABLE INITIALLY DEFERRED;
CREATE TABLE nodes (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent_id bigint REFERENCES nodes ON DELETE SET NULL, path text NOT NULL UNIQUE);
CREATE TABLE edges (source bigint REFERENCES nodes, target bigint REFERENCES nodes, kind text, PRIMARY KEY (source, target, kind));
CREATE TABLE pairs (x int, y int, PRIMARY KEY (x, y));
CREATE TABLE pair_notes (id serial PRIMARY KEY, x int, y int, FOREIGN KEY (x, y) REFERENCES pairs MATCH FULL ON UPDATE CASCADE);
INSERT INTO a SELECT i, NULL, 'n' FROM generate_series(1, 200) i;
INSERT INTO b SELECT i, i, 'n' FROM generate_series(1, 200) i;
UPDATE a SET b_id = id;
INSERT INTO nodes (parent_id, path) SELECT NULL, 'p' || i FROM generate_series(1, 300) i;
UPDATE nodes SET parent_id = id / 2 WHERE id > 1;
INSERT INTO edges SELECT i, 1 + i % 300, 'k' FROM generate_series(1, 300) i;
INSERT INTO pairs SELECT i, i FROM generate_series(1, 50) i;
INSERT INTO pair_notes (x, y) SELECT CASE WHEN i % 2 = 0 THEN i END, CASE WHEN i % 2 = 0 THEN i END FROM generate_series(1, 50) i;
