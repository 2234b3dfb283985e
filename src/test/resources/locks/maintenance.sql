-- # analyze [with shop]
-- takes: orders ShareUpdateExclusiveLock
ANALYZE orders

-- # analyze one column in a block [with shop] [block]
-- takes: orders ShareUpdateExclusiveLock
ANALYZE orders (note)

-- # analyze two tables [with shop] [alone]
-- may take: orders ShareUpdateExclusiveLock
-- may take: items ShareUpdateExclusiveLock
ANALYZE orders, items

-- # vacuum [with shop] [alone]
-- takes: orders ShareUpdateExclusiveLock
-- may take: orders AccessExclusiveLock
-- may take: orders_pkey RowExclusiveLock
-- may take: orders_note RowExclusiveLock
-- may take: toast of orders ShareUpdateExclusiveLock
-- may take: toast of orders AccessExclusiveLock
-- may take: toast index of orders RowExclusiveLock
VACUUM this_schema.orders

-- # vacuum full [with shop] [alone]
-- takes: orders AccessExclusiveLock
-- may take: orders ShareLock
-- takes: orders_pkey AccessExclusiveLock [logged]
-- takes: orders_note AccessExclusiveLock [logged]
-- may take: toast of orders ShareLock
-- takes: toast of orders AccessExclusiveLock [logged]
-- may take: toast index of orders AccessExclusiveLock
VACUUM FULL this_schema.orders

-- # cluster [with shop]
-- takes: orders AccessExclusiveLock
-- takes: orders_pkey AccessExclusiveLock
CLUSTER orders USING orders_pkey

-- # cluster in a block [with shop] [block]
-- takes: orders AccessExclusiveLock
CLUSTER orders USING orders_note

-- # truncate [with shop]
-- takes: items AccessExclusiveLock
TRUNCATE items

-- # truncate, cascading [with shop]
-- takes: orders AccessExclusiveLock
-- takes: items AccessExclusiveLock
TRUNCATE orders CASCADE

-- # truncate and restart the identity
-- takes: t AccessExclusiveLock
-- takes: t_id_seq AccessExclusiveLock [until 14]
-- takes: t_id_seq AccessExclusiveLock [from 15]
CREATE TABLE t (id serial, v text)
-- run
TRUNCATE t RESTART IDENTITY

-- # refresh a materialized view [with views]
-- takes: sums AccessExclusiveLock
-- takes: base AccessShareLock
REFRESH MATERIALIZED VIEW sums

-- # refresh a materialized view concurrently [with views]
-- takes: sums ExclusiveLock
-- takes: base AccessShareLock
REFRESH MATERIALIZED VIEW sums
-- run
REFRESH MATERIALIZED VIEW CONCURRENTLY sums

-- # refresh without data [with views]
-- takes: sums AccessExclusiveLock
REFRESH MATERIALIZED VIEW sums WITH NO DATA

-- # lock in access share mode [with shop] [block]
-- takes: orders AccessShareLock
LOCK TABLE orders IN ACCESS SHARE MODE

-- # lock in row share mode [with shop] [block]
-- takes: orders RowShareLock
LOCK TABLE orders IN ROW SHARE MODE

-- # lock in row exclusive mode [with shop] [block]
-- takes: orders RowExclusiveLock
LOCK TABLE orders IN ROW EXCLUSIVE MODE

-- # lock in share update exclusive mode [with shop] [block]
-- takes: orders ShareUpdateExclusiveLock
LOCK TABLE orders IN SHARE UPDATE EXCLUSIVE MODE

-- # lock in share mode [with shop] [block]
-- takes: orders ShareLock
LOCK TABLE orders IN SHARE MODE

-- # lock in share row exclusive mode [with shop] [block]
-- takes: orders ShareRowExclusiveLock
LOCK TABLE orders IN SHARE ROW EXCLUSIVE MODE

-- # lock in exclusive mode [with shop] [block]
-- takes: orders ExclusiveLock
LOCK TABLE orders IN EXCLUSIVE MODE

-- # lock in access exclusive mode [with shop] [block]
-- takes: orders AccessExclusiveLock
LOCK TABLE orders

-- # lock a view and what it shows [with views] [block]
-- takes: seen ExclusiveLock
-- takes: base ExclusiveLock
LOCK TABLE seen IN EXCLUSIVE MODE

-- # lock a parent only [with family] [block]
-- takes: parent ShareLock
LOCK TABLE ONLY parent IN SHARE MODE
