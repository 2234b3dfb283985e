-- # add a foreign key [with shop]
-- takes: items ShareRowExclusiveLock
-- takes: customers ShareRowExclusiveLock
ALTER TABLE items ADD FOREIGN KEY (id) REFERENCES customers

-- # add a foreign key that is not valid [with shop]
-- takes: items ShareRowExclusiveLock
-- takes: customers ShareRowExclusiveLock
ALTER TABLE items ADD CONSTRAINT late FOREIGN KEY (id) REFERENCES customers NOT VALID

-- # validate a foreign key [with shop]
-- takes: items ShareUpdateExclusiveLock
-- takes: customers RowShareLock
ALTER TABLE items ADD CONSTRAINT late FOREIGN KEY (id) REFERENCES customers NOT VALID
-- run
ALTER TABLE items VALIDATE CONSTRAINT late

-- # add a foreign key that is not enforced [with shop] [from 18]
-- takes: items ShareRowExclusiveLock
-- takes: customers ShareRowExclusiveLock
ALTER TABLE items ADD CONSTRAINT late FOREIGN KEY (id) REFERENCES customers NOT ENFORCED

-- # drop a foreign key [with shop]
-- takes: items AccessExclusiveLock
-- takes: orders AccessExclusiveLock
ALTER TABLE items DROP CONSTRAINT items_order_id_fkey

-- # a foreign key to itself [with shop]
-- takes: orders ShareRowExclusiveLock
ALTER TABLE orders ADD FOREIGN KEY (total) REFERENCES orders

-- # a foreign key of a partitioned table [with events] [with shop]
-- takes: events ShareRowExclusiveLock
-- takes: events_1 ShareRowExclusiveLock
-- takes: customers ShareRowExclusiveLock
INSERT INTO customers SELECT n, 'c' FROM generate_series(11, 20) n
-- run
ALTER TABLE events ADD FOREIGN KEY (id) REFERENCES customers

-- # a foreign key that is not valid of a partitioned table [with events] [with shop] [from 18]
-- takes: events ShareRowExclusiveLock
-- takes: events_1 ShareRowExclusiveLock
-- takes: customers ShareRowExclusiveLock
ALTER TABLE events ADD FOREIGN KEY (id) REFERENCES customers NOT VALID

-- # a foreign key to a partitioned table [with events] [with shop]
-- takes: events ShareRowExclusiveLock
-- takes: events_1 ShareRowExclusiveLock
-- takes: items ShareRowExclusiveLock
ALTER TABLE items ADD FOREIGN KEY (id, order_id) REFERENCES events (id, at)

-- # create a table with a foreign key [with shop]
-- takes: customers ShareRowExclusiveLock
CREATE TABLE addresses (id int PRIMARY KEY, customer_id int REFERENCES customers)

-- # drop a table that references another [with shop]
-- takes: items AccessExclusiveLock
-- takes: orders AccessExclusiveLock
DROP TABLE items

-- # drop a referenced table, cascading [with shop]
-- takes: orders AccessExclusiveLock
-- takes: items AccessExclusiveLock
-- takes: customers AccessExclusiveLock
DROP TABLE orders CASCADE
