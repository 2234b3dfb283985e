-- # create a table like another [with shop]
-- takes: orders AccessShareLock
CREATE TABLE copied (LIKE orders INCLUDING ALL)

-- # create a table
CREATE TABLE t (id serial PRIMARY KEY, v text UNIQUE)

-- # create a temporary table
CREATE TEMPORARY TABLE passing (id int PRIMARY KEY, v text)

-- # drop a table
-- takes: t AccessExclusiveLock
-- takes: t_id_seq AccessExclusiveLock
CREATE TABLE t (id serial PRIMARY KEY, v text)
-- run
DROP TABLE t

-- # drop two tables and a table that is not there
-- takes: a AccessExclusiveLock
-- takes: b AccessExclusiveLock
CREATE TABLE a (id int); CREATE TABLE b (id int)
-- run
DROP TABLE IF EXISTS a, nowhere, b

-- # drop a schema, cascading
-- takes: elsewhere_too.t AccessExclusiveLock
CREATE SCHEMA elsewhere_too; CREATE TABLE elsewhere_too.t (id int PRIMARY KEY)
-- run
DROP SCHEMA elsewhere_too CASCADE

-- # create a trigger [with shop]
-- takes: orders ShareRowExclusiveLock
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'
-- run
CREATE TRIGGER t BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION f()

-- # create a constraint trigger [with shop]
-- takes: orders ShareRowExclusiveLock
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'
-- run
CREATE CONSTRAINT TRIGGER t AFTER INSERT ON orders FROM customers FOR EACH ROW EXECUTE FUNCTION f()

-- # rename a trigger [with shop]
-- takes: orders AccessExclusiveLock
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER t BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION f()
-- run
ALTER TRIGGER t ON orders RENAME TO u

-- # drop a trigger [with shop]
-- takes: orders AccessExclusiveLock
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER t BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION f()
-- run
DROP TRIGGER t ON orders

-- # create a rule [with shop]
-- takes: orders AccessExclusiveLock
CREATE RULE r AS ON DELETE TO orders DO INSTEAD NOTHING

-- # drop a rule [with shop]
-- takes: orders AccessExclusiveLock
CREATE RULE r AS ON DELETE TO orders DO INSTEAD NOTHING
-- run
DROP RULE r ON orders

-- # create a policy [with shop]
-- takes: orders AccessExclusiveLock
CREATE POLICY p ON orders USING (total > 0)

-- # alter a policy [with shop]
-- takes: orders AccessExclusiveLock
CREATE POLICY p ON orders USING (total > 0)
-- run
ALTER POLICY p ON orders USING (total > 1)

-- # drop a policy [with shop]
-- takes: orders AccessExclusiveLock
CREATE POLICY p ON orders USING (total > 0)
-- run
DROP POLICY p ON orders

-- # comment on a table [with shop]
-- takes: orders ShareUpdateExclusiveLock
COMMENT ON TABLE orders IS 'x'

-- # comment on a column [with shop]
-- takes: orders ShareUpdateExclusiveLock
COMMENT ON COLUMN orders.note IS 'x'

-- # comment on a constraint [with shop]
-- takes: orders AccessShareLock
COMMENT ON CONSTRAINT orders_pkey ON orders IS 'x'

-- # comment on a view [with views]
-- takes: seen ShareUpdateExclusiveLock
COMMENT ON VIEW seen IS 'x'

-- # grant on a table [with shop]
-- takes: orders - [until 17]
-- takes: orders AccessShareLock [from 18]
GRANT SELECT ON orders TO PUBLIC

-- # revoke on a table [with shop]
-- takes: orders - [until 17]
-- takes: orders AccessShareLock [from 18]
REVOKE ALL ON orders FROM PUBLIC

-- # publish a table [with shop]
-- takes: orders ShareUpdateExclusiveLock
CREATE PUBLICATION published FOR TABLE orders

-- # publish one more table [with shop]
-- takes: items ShareUpdateExclusiveLock
CREATE PUBLICATION published_too FOR TABLE orders
-- run
ALTER PUBLICATION published_too ADD TABLE items

-- # create a view [with views]
-- takes: base AccessShareLock
CREATE VIEW another AS SELECT * FROM base

-- # replace a view [with views]
-- takes: seen AccessExclusiveLock
CREATE OR REPLACE VIEW seen AS SELECT * FROM base WHERE a > 2

-- # rename a view [with views]
-- takes: seen AccessExclusiveLock
ALTER VIEW seen RENAME TO shown

-- # set an option of a view [with views]
-- takes: seen AccessExclusiveLock
ALTER VIEW seen SET (security_barrier = true)

-- # drop a view [with views]
-- takes: seen AccessExclusiveLock
DROP VIEW seen

-- # create a materialized view [with views]
-- takes: base AccessShareLock
CREATE MATERIALIZED VIEW more AS SELECT * FROM base

-- # drop a materialized view [with views]
-- takes: sums AccessExclusiveLock
DROP MATERIALIZED VIEW sums

-- # rename a materialized view [with views]
-- takes: sums AccessExclusiveLock
ALTER MATERIALIZED VIEW sums RENAME TO totals

-- # index a materialized view [with views]
-- takes: sums ShareLock
CREATE INDEX ON sums (n)

-- # create a sequence
CREATE SEQUENCE s

-- # change a sequence
-- takes: s ShareRowExclusiveLock
CREATE SEQUENCE s
-- run
ALTER SEQUENCE s INCREMENT BY 5

-- # restart a sequence
-- takes: s ShareRowExclusiveLock
CREATE SEQUENCE s
-- run
ALTER SEQUENCE s RESTART

-- # give a sequence to a column [with shop]
-- takes: s ShareRowExclusiveLock
CREATE SEQUENCE s
-- run
ALTER SEQUENCE s OWNED BY orders.id

-- # rename a sequence
-- takes: s AccessExclusiveLock
CREATE SEQUENCE s
-- run
ALTER SEQUENCE s RENAME TO s2

-- # drop a sequence
-- takes: s AccessExclusiveLock
CREATE SEQUENCE s
-- run
DROP SEQUENCE s

-- # add a value to an enum
-- takes: t -
CREATE TYPE mood AS ENUM ('a', 'b'); CREATE TABLE t (m mood)
-- run
ALTER TYPE mood ADD VALUE 'c'

-- # rename a value of an enum
-- takes: t -
CREATE TYPE mood AS ENUM ('a', 'b'); CREATE TABLE t (m mood)
-- run
ALTER TYPE mood RENAME VALUE 'a' TO 'aa'

-- # add an attribute to a composite type
-- takes: pair AccessExclusiveLock
CREATE TYPE pair AS (a int, b int)
-- run
ALTER TYPE pair ADD ATTRIBUTE c int

-- # drop a composite type with the column of that type
-- takes: t AccessExclusiveLock
CREATE TYPE pair AS (a int, b int); CREATE TABLE t (id int, p pair)
-- run
DROP TYPE pair CASCADE

-- # add a check to a domain that a table uses
-- takes: t ShareLock
CREATE DOMAIN amount AS int; CREATE TABLE t (a amount); INSERT INTO t VALUES (1)
-- run
ALTER DOMAIN amount ADD CHECK (value > 0)

-- # a check of a domain that is not valid
-- takes: t -
CREATE DOMAIN amount AS int; CREATE TABLE t (a amount)
-- run
ALTER DOMAIN amount ADD CONSTRAINT positive CHECK (value > 0) NOT VALID

-- # validate a check of a domain
-- takes: t ShareLock
CREATE DOMAIN amount AS int; CREATE TABLE t (a amount);
ALTER DOMAIN amount ADD CONSTRAINT positive CHECK (value > 0) NOT VALID
-- run
ALTER DOMAIN amount VALIDATE CONSTRAINT positive

-- # forbid nulls of a domain
-- takes: t ShareLock
CREATE DOMAIN amount AS int; CREATE TABLE t (a amount); INSERT INTO t VALUES (1)
-- run
ALTER DOMAIN amount SET NOT NULL

-- # reassign what a role owns [with shop]
-- takes: orders AccessExclusiveLock
-- takes: items -
ALTER TABLE orders OWNER TO keeper
-- run
REASSIGN OWNED BY keeper TO heir
