CREATE TABLE base (id int PRIMARY KEY, a int, note text);
CREATE INDEX base_a ON base (a);
CREATE VIEW seen AS SELECT * FROM base WHERE a > 1;
CREATE MATERIALIZED VIEW sums AS SELECT a, count(*) AS n FROM base GROUP BY a;
CREATE UNIQUE INDEX sums_a ON sums (a);
INSERT INTO base SELECT n, n, 'x' FROM generate_series(1, 10) n;
