-- # attach a partition [with events]
-- takes: events ShareUpdateExclusiveLock
-- takes: events_3 AccessExclusiveLock
ALTER TABLE events ATTACH PARTITION events_3 FOR VALUES FROM (20) TO (30)

-- # attach a partition beside a default one [with events]
-- takes: events ShareUpdateExclusiveLock
-- takes: events_3 AccessExclusiveLock
-- takes: events_rest AccessExclusiveLock
CREATE TABLE events_rest PARTITION OF events DEFAULT
-- run
ALTER TABLE events ATTACH PARTITION events_3 FOR VALUES FROM (20) TO (30)

-- # attach a partition with a check that proves its rows [with events]
-- takes: events ShareUpdateExclusiveLock
-- takes: events_3 AccessExclusiveLock
ALTER TABLE events_3 ADD CONSTRAINT c CHECK (at >= 20 AND at < 30)
-- run
ALTER TABLE events ATTACH PARTITION events_3 FOR VALUES FROM (20) TO (30)

-- # detach a partition [with events]
-- takes: events AccessExclusiveLock
-- takes: events_1 ShareUpdateExclusiveLock [until 13]
-- takes: events_1 AccessExclusiveLock [from 14]
ALTER TABLE events DETACH PARTITION events_1

-- # detach a partition concurrently [with events] [from 14] [alone]
-- takes: events ShareUpdateExclusiveLock
-- takes: events_1 AccessExclusiveLock [logged]
-- may take: events_1 ShareUpdateExclusiveLock
-- may take: events_pkey ShareUpdateExclusiveLock
-- may take: events_what ShareUpdateExclusiveLock
-- may take: events_1_pkey AccessExclusiveLock
-- may take: events_1_what_idx AccessExclusiveLock
ALTER TABLE this_schema.events DETACH PARTITION events_1 CONCURRENTLY

-- # create a partition [with events]
-- takes: events AccessExclusiveLock
CREATE TABLE events_4 PARTITION OF events FOR VALUES FROM (30) TO (40)

-- # create a partition beside a default one [with events]
-- takes: events AccessExclusiveLock
-- takes: events_rest AccessExclusiveLock
CREATE TABLE events_rest PARTITION OF events DEFAULT
-- run
CREATE TABLE events_4 PARTITION OF events FOR VALUES FROM (30) TO (40)

-- # drop a partition [with events]
-- takes: events AccessExclusiveLock
-- takes: events_1 AccessExclusiveLock
DROP TABLE events_1

-- # drop a partitioned table [with events]
-- takes: events AccessExclusiveLock
-- takes: events_2 AccessExclusiveLock
DROP TABLE events

-- # add a column to a partitioned table [with events]
-- takes: events AccessExclusiveLock
-- takes: events_2 AccessExclusiveLock
ALTER TABLE events ADD COLUMN x int

-- # add a check to a partitioned table [with events]
-- takes: events AccessExclusiveLock
-- takes: events_2 AccessExclusiveLock
ALTER TABLE events ADD CHECK (id > 0)

-- # set not null on a partitioned table [with events]
-- takes: events AccessExclusiveLock
-- takes: events_2 AccessExclusiveLock
ALTER TABLE events ALTER COLUMN what SET NOT NULL

-- # index a partitioned table [with events]
-- takes: events ShareLock
-- takes: events_1 ShareLock
CREATE INDEX events_at ON events (at)

-- # index a partitioned table only [with events]
-- takes: events ShareLock
CREATE INDEX events_at ON ONLY events (at)

-- # attach an index [with events]
-- takes: events_at ShareUpdateExclusiveLock
-- takes: events_1_by_at AccessExclusiveLock
CREATE INDEX events_at ON ONLY events (at);
CREATE INDEX events_1_by_at ON events_1 (at)
-- run
ALTER INDEX events_at ATTACH PARTITION events_1_by_at

-- # drop the index of a partitioned table [with events]
-- takes: events AccessExclusiveLock
-- takes: events_what AccessExclusiveLock
DROP INDEX events_what

-- # truncate a partitioned table [with events]
-- takes: events AccessExclusiveLock
-- takes: events_1 AccessExclusiveLock
TRUNCATE events

-- # lock a partitioned table [with events] [block]
-- takes: events ShareLock
-- takes: events_1 ShareLock
LOCK TABLE events IN SHARE MODE

-- # analyze a partitioned table in a block [with events] [block]
-- takes: events ShareUpdateExclusiveLock
ANALYZE events

-- # update a partitioned table across partitions [with events]
-- takes: events RowExclusiveLock
-- takes: events_1 RowExclusiveLock
-- takes: events_2 RowExclusiveLock
UPDATE events SET at = 15 WHERE id = 3

-- # insert into a partitioned table [with events]
-- takes: events RowExclusiveLock
-- takes: events_2 RowExclusiveLock
INSERT INTO events VALUES (100, 15, 'x')

-- # a trigger on a partitioned table [with events]
-- takes: events ShareRowExclusiveLock
-- takes: events_1 ShareRowExclusiveLock
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'
-- run
CREATE TRIGGER t AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION f()

-- # inherit [with family]
-- takes: orphan AccessExclusiveLock
-- takes: parent ShareUpdateExclusiveLock
ALTER TABLE orphan INHERIT parent

-- # inherit no more [with family]
-- takes: child AccessExclusiveLock
-- takes: parent AccessShareLock
ALTER TABLE child NO INHERIT parent

-- # add a column to a parent [with family]
-- takes: parent AccessExclusiveLock
-- takes: child AccessExclusiveLock
ALTER TABLE parent ADD COLUMN x int

-- # add a column to the parent only: a child has none of its own [with family]
-- takes: child AccessExclusiveLock
ALTER TABLE child ADD COLUMN x int

-- # set statistics of a parent [with family]
-- takes: parent ShareUpdateExclusiveLock
-- takes: child ShareUpdateExclusiveLock
ALTER TABLE parent ALTER COLUMN a SET STATISTICS 5

-- # validate a check of a parent [with family]
-- takes: parent ShareUpdateExclusiveLock
-- takes: child ShareUpdateExclusiveLock
ALTER TABLE parent ADD CONSTRAINT c CHECK (id > 0) NOT VALID
-- run
ALTER TABLE parent VALIDATE CONSTRAINT c

-- # rename a column of a parent [with family]
-- takes: parent AccessExclusiveLock
-- takes: child AccessExclusiveLock
ALTER TABLE parent RENAME COLUMN a TO aa

-- # create a child [with family]
-- takes: parent ShareUpdateExclusiveLock
CREATE TABLE another () INHERITS (parent)

-- # truncate a parent [with family]
-- takes: parent AccessExclusiveLock
-- takes: child AccessExclusiveLock
TRUNCATE parent

-- # delete from a parent [with family]
-- takes: parent RowExclusiveLock
-- takes: child RowExclusiveLock
DELETE FROM parent WHERE id = 1
