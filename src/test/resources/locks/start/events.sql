CREATE TABLE events (id int NOT NULL, at int NOT NULL, what text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (10);
CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM (10) TO (20);
CREATE INDEX events_what ON events (what);
CREATE TABLE events_3 (id int NOT NULL, at int NOT NULL, what text);
INSERT INTO events SELECT n, n, 'a' FROM generate_series(1, 19) n;
