-- Triggers that write to other tables, deferred checks, a soft delete, an append-only table.
CREATE TABLE accounts (id bigint PRIMARY KEY, owner text NOT NULL, balance numeric(12, 2) NOT NULL DEFAULT 0 CHECK (balance >= 0));
CREATE TABLE entries (id bigserial PRIMARY KEY, account_id bigint NOT NULL REFERENCES accounts, amount numeric(12, 2) NOT NULL CHECK (amount <> 0));
CREATE TABLE audit (at timestamptz NOT NULL DEFAULT clock_timestamp(), what text NOT NULL, row_id bigint NOT NULL);
CREATE TABLE balances (account_id bigint PRIMARY KEY REFERENCES accounts DEFERRABLE INITIALLY DEFERRED, entries bigint NOT NULL);
CREATE FUNCTION account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN UPDATE balances SET entries = entries + 1 WHERE account_id = NEW.account_id; RETURN NULL; END $$;
CREATE TRIGGER account AFTER INSERT ON entries FOR EACH ROW EXECUTE FUNCTION account();
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO audit (what, row_id) VALUES (TG_OP, coalesce(NEW.id, OLD.id)); RETURN NULL; END $$;
CREATE TRIGGER note AFTER INSERT OR UPDATE OR DELETE ON accounts FOR EACH ROW EXECUTE FUNCTION note();
CREATE FUNCTION balanced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN IF NEW.amount > 100000 THEN RAISE EXCEPTION 'too much'; END IF; RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER balanced AFTER INSERT ON entries DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION balanced();
CREATE TABLE documents (id serial PRIMARY KEY, title text NOT NULL, deleted bool NOT NULL DEFAULT false);
CREATE FUNCTION hide() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE documents SET deleted = true WHERE id = OLD.id; RETURN NULL; END $$;
CREATE TRIGGER hide BEFORE DELETE ON documents FOR EACH ROW EXECUTE FUNCTION hide();
INSERT INTO accounts SELECT i, 'o' || i, 100 FROM generate_series(1, 300) i;
INSERT INTO balances SELECT id, 0 FROM accounts;
INSERT INTO entries (account_id, amount) SELECT 1 + i % 300, 5 FROM generate_series(1, 1000) i;
INSERT INTO documents (title) SELECT 't' FROM generate_series(1, 50) i;
