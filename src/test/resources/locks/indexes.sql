-- # create an index [with shop]
-- takes: orders ShareLock
CREATE INDEX orders_total ON orders (total)

-- # create a unique index on an expression [with shop]
-- takes: orders ShareLock
CREATE UNIQUE INDEX orders_total ON orders ((total + 1))

-- # create an index concurrently [with shop] [alone]
-- takes: orders ShareUpdateExclusiveLock
-- may take: orders_total RowExclusiveLock
CREATE INDEX CONCURRENTLY orders_total ON this_schema.orders (total)

-- # drop an index [with shop]
-- takes: orders AccessExclusiveLock
-- takes: orders_note AccessExclusiveLock
DROP INDEX orders_note

-- # drop an index concurrently [with shop] [alone]
-- takes: orders ShareUpdateExclusiveLock
-- may take: orders_note ShareUpdateExclusiveLock
-- takes: orders_note AccessExclusiveLock [logged]
DROP INDEX CONCURRENTLY this_schema.orders_note

-- # rename an index [with shop]
-- takes: orders_note ShareUpdateExclusiveLock
ALTER INDEX orders_note RENAME TO by_note

-- # set an option of an index [with shop]
-- takes: orders_note ShareUpdateExclusiveLock
ALTER INDEX orders_note SET (fillfactor = 60)

-- # set the tablespace of an index [with shop]
-- takes: orders_note AccessExclusiveLock
ALTER INDEX orders_note SET TABLESPACE pg_default

-- # set statistics of an index's expression [with shop]
-- takes: e ShareUpdateExclusiveLock
CREATE INDEX e ON orders ((total + 1))
-- run
ALTER INDEX e ALTER COLUMN 1 SET STATISTICS 100

-- # reindex an index [with shop]
-- takes: orders ShareLock
-- takes: orders_note AccessExclusiveLock
REINDEX INDEX orders_note

-- # reindex a table [with shop]
-- takes: orders ShareLock
-- takes: orders_note AccessExclusiveLock
-- takes: orders_pkey AccessExclusiveLock
REINDEX TABLE orders

-- # reindex a table verbosely in a block [with shop] [block]
-- takes: orders ShareLock
-- takes: orders_note AccessExclusiveLock
REINDEX (VERBOSE) TABLE orders

-- # reindex an index concurrently [with shop] [alone]
-- takes: orders ShareUpdateExclusiveLock
-- may take: orders_note RowExclusiveLock
-- may take: orders_note ShareUpdateExclusiveLock
-- takes: orders_note AccessExclusiveLock [logged]
REINDEX INDEX CONCURRENTLY this_schema.orders_note

-- # reindex a table concurrently [with shop] [alone]
-- takes: items ShareUpdateExclusiveLock
-- may take: items_pkey ShareUpdateExclusiveLock
-- may take: items_pkey RowExclusiveLock
-- takes: items_pkey AccessExclusiveLock [logged]
REINDEX TABLE CONCURRENTLY this_schema.items

-- # reindex a partitioned table [with events] [from 14] [alone]
-- may take: events ShareLock
-- may take: events_1 ShareLock
-- may take: events_2 ShareLock
-- takes: events_1_pkey AccessExclusiveLock [logged]
-- takes: events_2_pkey AccessExclusiveLock [logged]
-- takes: events_1_what_idx AccessExclusiveLock [logged]
-- takes: events_2_what_idx AccessExclusiveLock [logged]
-- may take: toast of events_1 ShareLock
-- may take: toast index of events_1 AccessExclusiveLock
-- may take: toast of events_2 ShareLock
-- may take: toast index of events_2 AccessExclusiveLock
REINDEX TABLE events

-- # reindex a schema [with events] [alone]
-- may take: events_1 ShareLock
-- may take: events_2 ShareLock
-- may take: events_3 ShareLock
-- takes: events_1_pkey AccessExclusiveLock [logged]
-- takes: events_2_pkey AccessExclusiveLock [logged]
-- takes: events_1_what_idx AccessExclusiveLock [logged]
-- takes: events_2_what_idx AccessExclusiveLock [logged]
-- may take: toast of events_1 ShareLock
-- may take: toast index of events_1 AccessExclusiveLock
-- may take: toast of events_2 ShareLock
-- may take: toast index of events_2 AccessExclusiveLock
-- may take: toast of events_3 ShareLock
-- may take: toast index of events_3 AccessExclusiveLock
REINDEX SCHEMA this_schema

-- # comment on an index [with shop]
-- takes: orders_note ShareUpdateExclusiveLock
COMMENT ON INDEX orders_note IS 'x'

-- # extended statistics [with shop]
-- takes: orders ShareUpdateExclusiveLock
CREATE STATISTICS s ON total, note FROM orders

-- # set the target of extended statistics [with shop]
CREATE STATISTICS s ON total, note FROM orders
-- run
ALTER STATISTICS s SET STATISTICS 10

-- # drop extended statistics [with shop]
-- takes: orders ShareUpdateExclusiveLock
CREATE STATISTICS s ON total, note FROM orders
-- run
DROP STATISTICS s
