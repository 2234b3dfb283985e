-- # a partitioned table with rows
CREATE TABLE events (id int, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE events_rest PARTITION OF events DEFAULT;
CREATE INDEX ON events (at);
INSERT INTO events SELECT i, date '2020-06-01' + i * 100 FROM generate_series(1, 6) i;
-- # ATTACH and DETACH
CREATE TABLE events (id int, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE old (LIKE events);
INSERT INTO old VALUES (1, '2019-05-05');
ALTER TABLE old ADD CHECK (at >= '2019-01-01' AND at < '2020-01-01');
ALTER TABLE events ATTACH PARTITION old FOR VALUES FROM ('2019-01-01') TO ('2020-01-01');
CREATE TABLE new PARTITION OF events FOR VALUES FROM ('2020-01-01') TO (MAXVALUE);
INSERT INTO events VALUES (2, '2021-01-01');
ALTER TABLE events DETACH PARTITION new;
-- # DETACH CONCURRENTLY
CREATE TABLE events (id int) PARTITION BY LIST (id);
CREATE TABLE one PARTITION OF events FOR VALUES IN (1);
INSERT INTO events VALUES (1);
ALTER TABLE events DETACH PARTITION one CONCURRENTLY;
-- # DETACH CONCURRENTLY in a block fails [25001]
CREATE TABLE events (id int) PARTITION BY LIST (id);
CREATE TABLE one PARTITION OF events FOR VALUES IN (1);
BEGIN;
ALTER TABLE events DETACH PARTITION one CONCURRENTLY;
COMMIT;
-- # a row without a partition fails [23514]
CREATE TABLE events (id int) PARTITION BY LIST (id);
CREATE TABLE one PARTITION OF events FOR VALUES IN (1);
INSERT INTO events VALUES (1), (2);
-- # rows that do not fit refuse to be attached [23514]
CREATE TABLE events (id int) PARTITION BY LIST (id);
CREATE TABLE two (id int);
INSERT INTO two VALUES (1);
ALTER TABLE events ATTACH PARTITION two FOR VALUES IN (2);
-- # an index of the parent is built part by part
CREATE TABLE events (id int, v text) PARTITION BY HASH (id);
CREATE TABLE p0 PARTITION OF events FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE p1 PARTITION OF events FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO events SELECT i, 'v' || i FROM generate_series(1, 20) i;
CREATE INDEX events_v ON ONLY events (v);
CREATE INDEX CONCURRENTLY p0_v ON p0 (v);
CREATE INDEX CONCURRENTLY p1_v ON p1 (v);
ALTER INDEX events_v ATTACH PARTITION p0_v;
ALTER INDEX events_v ATTACH PARTITION p1_v;
REINDEX INDEX events_v;
-- # a row moves to another partition
CREATE TABLE events (id int, v text) PARTITION BY LIST (v);
CREATE TABLE a PARTITION OF events FOR VALUES IN ('a');
CREATE TABLE b PARTITION OF events FOR VALUES IN ('b') PARTITION BY RANGE (id);
CREATE TABLE b1 PARTITION OF b FOR VALUES FROM (0) TO (10);
INSERT INTO events VALUES (1, 'a'), (2, 'b');
UPDATE events SET v = 'b' WHERE id = 1;
-- # a foreign key to and from partitions
CREATE TABLE events (id int PRIMARY KEY, customer_id int REFERENCES customers) PARTITION BY RANGE (id);
CREATE TABLE e1 PARTITION OF events FOR VALUES FROM (0) TO (100);
INSERT INTO events VALUES (1, 1), (2, 2);
CREATE TABLE notes (event_id int REFERENCES events ON DELETE CASCADE, v text);
INSERT INTO notes VALUES (1, 'a'), (2, 'b');
DELETE FROM events WHERE id = 1;
-- # a table becomes the partition of a new one of its name
BEGIN;
ALTER TABLE audit RENAME TO audit_old;
CREATE TABLE audit (LIKE audit_old INCLUDING DEFAULTS) PARTITION BY RANGE (id);
ALTER TABLE audit ATTACH PARTITION audit_old FOR VALUES FROM (0) TO (1000);
CREATE TABLE audit_new PARTITION OF audit FOR VALUES FROM (1000) TO (2000);
COMMIT;
INSERT INTO audit (what) VALUES ('into the old one');
-- # inheritance
CREATE TABLE special (extra text) INHERITS (audit);
INSERT INTO special (what, extra) VALUES ('a', 'b');
ALTER TABLE audit ADD COLUMN both_get int DEFAULT 3;
ALTER TABLE special NO INHERIT audit;
UPDATE ONLY audit SET what = 'x';
-- # partitions made in a loop
CREATE TABLE days (d date, n int) PARTITION BY RANGE (d);
DO $$
BEGIN
  FOR i IN 0..4 LOOP
    EXECUTE format('CREATE TABLE days_%s PARTITION OF days FOR VALUES FROM (%L) TO (%L)', i, date '2020-01-01' + i, date '2020-01-02' + i);
  END LOOP;
END $$;
INSERT INTO days SELECT date '2020-01-01' + i, i FROM generate_series(0, 4) i;
