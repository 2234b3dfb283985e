-- # SET LOCAL ends with the block
BEGIN;
SET LOCAL work_mem = '1MB';
INSERT INTO audit (what) VALUES (current_setting('work_mem'));
COMMIT;
INSERT INTO audit (what) VALUES (current_setting('work_mem'));
-- # SET LOCAL outside a block only warns
SET LOCAL work_mem = '1MB';
INSERT INTO audit (what) VALUES (current_setting('work_mem'));
-- # SET in a block that is rolled back
BEGIN;
SET work_mem = '1MB';
ROLLBACK;
INSERT INTO audit (what) VALUES (current_setting('work_mem'));
-- # SET after a savepoint that is rolled back to
BEGIN;
SET work_mem = '1MB';
SAVEPOINT s;
SET work_mem = '2MB';
ROLLBACK TO s;
INSERT INTO audit (what) VALUES (current_setting('work_mem'));
COMMIT;
-- # the settings that a session begins with
CREATE TABLE seen AS SELECT name, setting, reset_val FROM pg_settings
  WHERE name NOT IN ('application_name', 'transaction_isolation', 'port', 'data_directory', 'config_file', 'hba_file', 'ident_file', 'external_pid_file', 'unix_socket_directories', 'cluster_name')
    AND context IN ('user', 'superuser') ORDER BY name;
-- # RESET ALL goes back to the settings that a session begins with
SET work_mem = '1MB';
SET timezone = 'Europe/Prague';
SET datestyle = 'German';
RESET ALL;
CREATE TABLE seen AS SELECT name, setting FROM pg_settings
  WHERE name NOT IN ('application_name') AND name IN ('work_mem', 'TimeZone', 'DateStyle', 'IntervalStyle', 'extra_float_digits', 'lock_timeout', 'statement_timeout', 'search_path');
INSERT INTO audit (what) VALUES (timestamptz '2020-01-01 00:00:00+00');
-- # RESET and SET TO DEFAULT of the time zone
SET timezone = 'Europe/Prague';
RESET timezone;
INSERT INTO audit (what) VALUES (timestamptz '2020-01-01 00:00:00+00');
SET TIME ZONE 'America/New_York';
SET TIME ZONE DEFAULT;
INSERT INTO audit (what) VALUES (timestamptz '2020-01-01 00:00:00+00');
SET TIME ZONE LOCAL;
SET datestyle TO DEFAULT;
INSERT INTO audit (what) VALUES (current_setting('datestyle') || current_setting('timezone'));
-- # the time zone decides what is stored
ALTER TABLE audit ADD COLUMN at timestamptz DEFAULT '2020-07-01 12:00:00';
SET timezone = 'Europe/Prague';
INSERT INTO audit (what, at) VALUES ('summer', '2020-07-01 12:00:00');
INSERT INTO audit (what, at) VALUES ('winter', '2020-01-01 12:00:00');
-- # the date style decides what is read
CREATE TABLE made (d date);
SET datestyle = 'ISO, DMY';
INSERT INTO made VALUES ('01/02/2020');
SET datestyle = 'ISO, MDY';
INSERT INTO made VALUES ('01/02/2020');
SET datestyle = 'German';
INSERT INTO audit (what) SELECT d::text FROM made;
-- # DISCARD ALL forgets the session
SET work_mem = '1MB';
SET timezone = 'Europe/Prague';
PREPARE q AS SELECT 1;
CREATE TEMP TABLE t (id int);
LISTEN ch;
DISCARD ALL;
INSERT INTO audit (what) VALUES (current_setting('work_mem') || current_setting('timezone'));
CREATE TEMP TABLE t (id text);
PREPARE q AS SELECT 2;
-- # DISCARD ALL in a block fails [25001]
BEGIN;
DISCARD ALL;
COMMIT;
-- # DISCARD of parts
CREATE TEMP TABLE t (id int);
DISCARD PLANS;
DISCARD SEQUENCES;
DISCARD TEMP;
CREATE TABLE made AS SELECT to_regclass('t') IS NULL AS gone;
-- # search_path decides where a table is made
CREATE SCHEMA app;
SET search_path = app, public;
CREATE TABLE orders (id int);
INSERT INTO orders VALUES (1);
CREATE FUNCTION plus_one(n int) RETURNS int LANGUAGE sql AS 'SELECT n + 100';
INSERT INTO audit (what) VALUES (plus_one(1));
SET search_path = public;
DELETE FROM orders WHERE id = 1;
-- # a search_path that hides pg_catalog behind the script's own
CREATE SCHEMA mine;
CREATE FUNCTION mine.pg_backend_pid() RETURNS int LANGUAGE sql AS 'SELECT -1';
CREATE FUNCTION mine.quote_ident(text) RETURNS text LANGUAGE sql AS $$ SELECT 'wrong' $$;
CREATE TABLE mine.pg_class (relname text);
CREATE FUNCTION mine.eq(oid, oid) RETURNS boolean LANGUAGE sql AS 'SELECT false';
CREATE OPERATOR mine.= (LEFTARG = oid, RIGHTARG = oid, FUNCTION = mine.eq);
SET search_path = mine, pg_catalog, public;
BEGIN;
CREATE TABLE made (id int PRIMARY KEY);
ALTER TABLE made ADD COLUMN v text DEFAULT quote_ident('a');
INSERT INTO made VALUES (pg_backend_pid());
DROP TABLE pg_class;
COMMIT;
-- # an empty search_path [3F000]
SELECT pg_catalog.set_config('search_path', '', false);
INSERT INTO public.audit (what) VALUES ('kept');
CREATE TABLE made (id int);
-- # SET LOCAL search_path and CREATE SCHEMA with elements
CREATE SCHEMA app CREATE TABLE made (id int) CREATE VIEW both_of AS SELECT id FROM made;
BEGIN;
SET LOCAL search_path TO app;
INSERT INTO made VALUES (1);
COMMIT;
INSERT INTO audit (what) SELECT count(*)::text FROM app.both_of;
-- # the search_path of the role's name
CREATE SCHEMA app_owner AUTHORIZATION app_owner;
SET ROLE app_owner;
CREATE TABLE made (id int);
-- # statement_timeout ends a statement [57014]
SET statement_timeout = '100ms';
INSERT INTO audit (what) VALUES ('kept');
SELECT pg_sleep(10);
-- # statement_timeout in a block takes the block along [57014]
BEGIN;
SET LOCAL statement_timeout = '100ms';
INSERT INTO audit (what) VALUES ('gone');
SELECT pg_sleep(10);
COMMIT;
-- # statement_timeout that is long enough
SET statement_timeout = '10s';
CREATE INDEX orders_note_idx ON orders (note);
SET statement_timeout = 0;
-- # lock_timeout without anybody in the way
SET lock_timeout = '1s';
ALTER TABLE orders ADD COLUMN extra int;
RESET lock_timeout;
-- # idle_in_transaction_session_timeout in a busy block
SET idle_in_transaction_session_timeout = '1s';
BEGIN;
INSERT INTO audit (what) VALUES ('kept');
ALTER TABLE audit ADD COLUMN extra int;
COMMIT;
-- # a setting of the database holds for later sessions
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = ''7MB''', current_database()); END $$;
INSERT INTO audit (what) VALUES (current_setting('work_mem'));
-- # a setting of a role in the database
DO $$ BEGIN EXECUTE format('ALTER ROLE app_reader IN DATABASE %I SET work_mem = ''7MB''', current_database()); END $$;
-- # settings of one's own name
SET app.who = 'me; you';
SELECT set_config('app.where', 'here', true);
INSERT INTO audit (what) VALUES (current_setting('app.who') || coalesce(current_setting('app.where', true), '-'));
-- # ALTER SYSTEM and back
ALTER SYSTEM SET work_mem = '9MB';
SELECT pg_reload_conf();
ALTER SYSTEM RESET work_mem;
SELECT pg_reload_conf();
-- # ALTER SYSTEM in a block fails [25001]
BEGIN;
ALTER SYSTEM SET work_mem = '9MB';
COMMIT;
-- # a setting that does not exist [42704]
SET wrok_mem = '1MB';
-- # a value that does not fit [22023]
SET work_mem = 'lots';
-- # client_encoding as it is
SET client_encoding = 'UTF8';
SET NAMES 'utf-8';
INSERT INTO audit (what) VALUES ('žluťoučký');
-- # another client_encoding reads the same bytes differently
SET client_encoding = 'LATIN1';
INSERT INTO audit (what) VALUES ('Grün');
RESET client_encoding;
INSERT INTO audit (what) VALUES ('Grün');
-- # another client_encoding in a block with names of its own
SET client_encoding = 'LATIN1';
BEGIN;
CREATE TABLE "größe" (id int);
ALTER TABLE "größe" ADD COLUMN v int;
COMMIT;
-- # bytea_output, intervalstyle and extra_float_digits decide about text
SET bytea_output = escape;
INSERT INTO audit (what) VALUES ('\x414200'::bytea::text);
SET intervalstyle = iso_8601;
INSERT INTO audit (what) VALUES (interval '1 day 2 hours'::text);
SET extra_float_digits = 0;
INSERT INTO audit (what) VALUES ((0.1::float8 + 0.2::float8)::text);
RESET extra_float_digits;
INSERT INTO audit (what) VALUES ((0.1::float8 + 0.2::float8)::text);
-- # SHOW and EXPLAIN answer rows
SHOW work_mem;
SHOW ALL;
EXPLAIN (COSTS off) SELECT * FROM orders;
EXPLAIN ANALYZE INSERT INTO audit (what) VALUES ('really done');
-- # the isolation level of a session
SET default_transaction_isolation = 'serializable';
INSERT INTO audit (what) VALUES (current_setting('transaction_isolation'));
BEGIN;
INSERT INTO audit (what) VALUES (current_setting('transaction_isolation'));
ALTER TABLE orders ADD COLUMN extra int;
COMMIT;
-- # default_tablespace and default_table_access_method
SET default_tablespace = pg_default;
SET default_table_access_method = heap;
CREATE TABLE made (id int);
