-- # a rule with several commands
CREATE RULE log_paid AS ON UPDATE TO orders WHERE NEW.status = 'paid'
  DO ALSO (INSERT INTO audit (what) VALUES ('paid ' || NEW.id); INSERT INTO audit (what) VALUES ('was ' || OLD.status));
UPDATE orders SET status = 'paid' WHERE id IN (1, 2);
-- # a rule that writes somewhere else instead
CREATE RULE into_orders AS ON INSERT TO paid
  DO INSTEAD INSERT INTO orders (id, customer_id, total, status) VALUES (NEW.id, NEW.customer_id, NEW.total, 'paid');
INSERT INTO paid VALUES (100, 1, 5), (101, 2, 6);
-- # a rule that does nothing
CREATE RULE keep AS ON DELETE TO customers DO INSTEAD NOTHING;
DELETE FROM customers;
-- # a rule that notifies
CREATE RULE tell AS ON INSERT TO audit DO ALSO NOTIFY audited;
LISTEN audited;
INSERT INTO audit (what) VALUES ('told');
-- # a rule that is dropped again
CREATE RULE keep AS ON DELETE TO audit DO INSTEAD NOTHING;
DROP RULE keep ON audit;
CREATE RULE kept AS ON DELETE TO audit DO INSTEAD NOTHING;
ALTER TABLE audit DISABLE RULE kept;
-- # a trigger before each row
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.note := TG_OP || ' ' || TG_WHEN || ' ' || coalesce(OLD.note, '-');
  RETURN NEW;
END $$;
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION stamp();
UPDATE orders SET total = total WHERE id < 4;
INSERT INTO orders (id, customer_id, total) VALUES (30, 1, 1);
-- # a trigger after the statement with transition tables
CREATE FUNCTION summed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit (what) SELECT 'before ' || sum(total) FROM before;
  INSERT INTO audit (what) SELECT 'after ' || sum(total) FROM after;
  RETURN NULL;
END $$;
CREATE TRIGGER summed AFTER UPDATE ON orders REFERENCING OLD TABLE AS before NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION summed();
UPDATE orders SET total = total + 1;
-- # a trigger that refuses a row [P0001]
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not %', NEW.id; END $$;
CREATE TRIGGER refuse BEFORE INSERT ON orders FOR EACH ROW WHEN (NEW.id > 100) EXECUTE FUNCTION refuse();
INSERT INTO orders (id, customer_id, total) VALUES (50, 1, 1);
INSERT INTO orders (id, customer_id, total) VALUES (51, 1, 1), (101, 1, 1);
-- # a trigger that leaves rows out
CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER skip BEFORE DELETE ON orders FOR EACH ROW WHEN (OLD.status = 'paid') EXECUTE FUNCTION skip();
DELETE FROM orders;
-- # a deferred constraint trigger runs at COMMIT
CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO audit (what) VALUES ('late ' || NEW.id || ' ' || (SELECT count(*) FROM orders)); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER late AFTER INSERT ON orders DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION late();
BEGIN;
INSERT INTO orders (id, customer_id, total) VALUES (60, 1, 1);
INSERT INTO orders (id, customer_id, total) VALUES (61, 1, 1);
COMMIT;
INSERT INTO orders (id, customer_id, total) VALUES (62, 1, 1);
-- # a deferred constraint trigger that refuses the COMMIT [P0001]
CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'late'; END $$;
CREATE CONSTRAINT TRIGGER late AFTER INSERT ON orders DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION late();
BEGIN;
INSERT INTO orders (id, customer_id, total) VALUES (60, 1, 1);
INSERT INTO audit (what) VALUES ('gone');
COMMIT;
-- # a trigger that warns about every row
CREATE FUNCTION grumble() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE WARNING 'row %', NEW.id; RETURN NEW; END $$;
CREATE TRIGGER grumble BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION grumble();
UPDATE orders SET note = 'x' WHERE id < 6;
-- # DISABLE TRIGGER and session_replication_role
CREATE FUNCTION log_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit (what) VALUES (NEW.id::text); RETURN NEW; END $$;
CREATE TRIGGER log_it AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION log_it();
UPDATE orders SET note = 'a' WHERE id = 1;
ALTER TABLE orders DISABLE TRIGGER log_it;
UPDATE orders SET note = 'b' WHERE id = 2;
ALTER TABLE orders ENABLE TRIGGER log_it;
SET session_replication_role = replica;
UPDATE orders SET note = 'c' WHERE id = 3;
INSERT INTO orders (id, customer_id, total) VALUES (70, 999, 1);
RESET session_replication_role;
UPDATE orders SET note = 'd' WHERE id = 4;
-- # an event trigger logs the DDL and nothing else
CREATE FUNCTION log_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$
DECLARE c record;
BEGIN
  FOR c IN SELECT * FROM pg_event_trigger_ddl_commands() LOOP
    INSERT INTO public.audit (what) VALUES (TG_EVENT || ' ' || c.command_tag || ' ' || c.object_identity);
  END LOOP;
END $$;
CREATE EVENT TRIGGER log_ddl ON ddl_command_end EXECUTE FUNCTION log_ddl();
ALTER TABLE orders ADD COLUMN extra int;
BEGIN;
CREATE TABLE made (id int PRIMARY KEY);
CREATE INDEX ON made (id);
COMMIT;
SELECT count(*) FROM orders;
-- # an event trigger on what is dropped
CREATE FUNCTION log_drop() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.audit (what) SELECT 'dropped ' || object_identity FROM pg_event_trigger_dropped_objects() WHERE original;
END $$;
CREATE EVENT TRIGGER log_drop ON sql_drop EXECUTE FUNCTION log_drop();
DROP VIEW paid;
ALTER TABLE orders DROP COLUMN note;
-- # an event trigger that forbids [P0001]
CREATE FUNCTION forbid() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no % here', tg_tag; END $$;
CREATE EVENT TRIGGER forbid ON ddl_command_start WHEN TAG IN ('DROP TABLE') EXECUTE FUNCTION forbid();
CREATE TABLE made (id int);
DROP TABLE made;
-- # an event trigger on table_rewrite
CREATE FUNCTION log_rewrite() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO public.audit (what) VALUES ('rewrite ' || pg_event_trigger_table_rewrite_oid()::regclass); END $$;
CREATE EVENT TRIGGER log_rewrite ON table_rewrite EXECUTE FUNCTION log_rewrite();
DROP VIEW paid;
ALTER TABLE orders ALTER COLUMN id TYPE int;
ALTER TABLE orders ALTER COLUMN note TYPE varchar;
-- # a trigger on a view
CREATE FUNCTION into_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO orders (id, customer_id, total, status) VALUES (NEW.id, NEW.customer_id, NEW.total, 'paid'); RETURN NEW; END $$;
CREATE TRIGGER into_orders INSTEAD OF INSERT ON paid FOR EACH ROW EXECUTE FUNCTION into_orders();
INSERT INTO paid VALUES (200, 1, 5) RETURNING id;
-- # a trigger on TRUNCATE
CREATE FUNCTION log_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit (what) VALUES (TG_OP); RETURN NULL; END $$;
CREATE TRIGGER log_truncate AFTER TRUNCATE ON orders FOR EACH STATEMENT EXECUTE FUNCTION log_truncate();
TRUNCATE orders;
