-- # SET ROLE makes the owner
GRANT CREATE ON SCHEMA public TO app_owner;
SET ROLE app_owner;
CREATE TABLE made (id int);
RESET ROLE;
CREATE TABLE made_too (id int);
-- # SET ROLE without the right to write [42501]
SET ROLE app_reader;
SELECT count(*) FROM orders;
DELETE FROM orders;
-- # SET LOCAL ROLE ends with the block
GRANT CREATE ON SCHEMA public TO app_owner;
BEGIN;
SET LOCAL ROLE app_owner;
CREATE TABLE made (id int);
COMMIT;
INSERT INTO audit (what) VALUES (current_user);
-- # SET ROLE that is rolled back
BEGIN;
SET ROLE app_reader;
ROLLBACK;
INSERT INTO audit (what) SELECT current_user;
-- # SET SESSION AUTHORIZATION and back
GRANT CREATE ON SCHEMA public TO app_owner;
SET SESSION AUTHORIZATION app_owner;
CREATE TABLE made (id int);
INSERT INTO made SELECT 1 WHERE session_user = 'app_owner';
RESET SESSION AUTHORIZATION;
INSERT INTO audit (what) VALUES (session_user);
-- # DDL as a role that owns little, in a block
ALTER TABLE audit OWNER TO app_owner;
GRANT CREATE ON SCHEMA public TO app_owner;
BEGIN;
SET ROLE app_owner;
ALTER TABLE audit ADD COLUMN at date;
CREATE TABLE made (id int PRIMARY KEY);
DROP TABLE made;
INSERT INTO audit (what, at) VALUES ('kept', '2020-01-01');
COMMIT;
-- # a role that may not see the tables
SET ROLE app_writer;
BEGIN;
INSERT INTO audit (what) VALUES ('kept');
UPDATE orders SET note = 'x' WHERE id = 1;
COMMIT;
-- # a role is made, used and dropped
CREATE ROLE corpus_temp NOLOGIN;
GRANT SELECT ON orders TO corpus_temp;
SET ROLE corpus_temp;
SELECT count(*) FROM orders;
RESET ROLE;
DROP OWNED BY corpus_temp;
DROP ROLE corpus_temp;
-- # a role with attributes, members and settings
CREATE ROLE corpus_kept LOGIN CREATEDB CONNECTION LIMIT 3 VALID UNTIL '2030-01-01 00:00:00+00';
GRANT corpus_kept TO app_reader WITH ADMIN OPTION;
ALTER ROLE corpus_kept SET search_path = app, public;
-- # a role that exists already [42710]
CREATE ROLE app_owner;
-- # a role that is needed cannot be dropped [2BP01]
CREATE ROLE corpus_needed;
GRANT SELECT ON orders TO corpus_needed;
DROP ROLE corpus_needed;
-- # GRANT and REVOKE on tables and columns
GRANT SELECT (id, status), UPDATE (status) ON orders TO app_writer WITH GRANT OPTION;
GRANT ALL ON audit TO PUBLIC;
REVOKE SELECT ON customers FROM app_reader;
REVOKE DELETE, UPDATE ON orders FROM app_writer;
-- # GRANT on all tables, sequences and functions
GRANT SELECT ON ALL TABLES IN SCHEMA public TO app_reader;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO app_reader;
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT EXECUTE ON FUNCTION plus_one(int) TO app_reader;
-- # default privileges hold for what comes later
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO app_reader;
ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO app_writer;
CREATE TABLE made (id serial);
ALTER DEFAULT PRIVILEGES FOR ROLE app_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
-- # REASSIGN OWNED
ALTER TABLE audit OWNER TO app_owner;
ALTER VIEW paid OWNER TO app_owner;
GRANT CREATE ON SCHEMA public TO app_writer;
REASSIGN OWNED BY app_owner TO app_writer;
-- # ALTER OWNER of everything
GRANT CREATE ON SCHEMA public TO app_owner;
ALTER TABLE orders OWNER TO app_owner;
ALTER TYPE mood OWNER TO app_owner;
ALTER FUNCTION plus_one(int) OWNER TO app_owner;
ALTER SEQUENCE ticket OWNER TO app_owner;
ALTER MATERIALIZED VIEW totals OWNER TO app_owner;
ALTER SCHEMA public OWNER TO app_owner;
-- # row level security with policies
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE orders FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON orders FOR SELECT TO app_reader USING (customer_id = current_setting('app.customer')::int);
CREATE POLICY fill ON orders FOR INSERT TO app_writer WITH CHECK (total < 100);
SET app.customer = '2';
SET ROLE app_reader;
CREATE TEMP TABLE seen AS SELECT id FROM orders;
RESET ROLE;
INSERT INTO audit (what) SELECT 'saw ' || count(*) FROM seen;
DROP TABLE seen;
-- # a policy that refuses a row [42501]
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY fill ON orders FOR INSERT TO app_writer WITH CHECK (total < 100);
SET ROLE app_writer;
INSERT INTO orders (id, customer_id, total) VALUES (90, 1, 50);
INSERT INTO orders (id, customer_id, total) VALUES (91, 1, 500);
-- # policies that change
CREATE POLICY one ON customers USING (active);
ALTER POLICY one ON customers RENAME TO two;
ALTER POLICY two ON customers TO app_reader USING (active AND mood <> 'sad') WITH CHECK (true);
CREATE POLICY three ON customers AS RESTRICTIVE FOR DELETE USING (false);
DROP POLICY IF EXISTS four ON customers;
-- # SECURITY LABEL without a provider fails [22023]
SECURITY LABEL ON TABLE orders IS 'secret';
-- # a function of the definer's rights
CREATE FUNCTION purge() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'DELETE FROM audit; SELECT count(*) FROM orders';
INSERT INTO audit (what) VALUES ('gone');
SET ROLE app_reader;
SELECT purge();
-- # rights on schema, database and language
CREATE SCHEMA app AUTHORIZATION app_owner;
GRANT USAGE ON SCHEMA app TO app_reader;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO app_owner', current_database()); END $$;
GRANT USAGE ON LANGUAGE plpgsql TO app_owner;
GRANT USAGE ON TYPE mood TO app_reader;
