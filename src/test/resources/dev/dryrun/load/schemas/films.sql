-- After the pagila sample: enums, domains, full text, partitioned payments, views with rules, composite keys of references.
CREATE TYPE mpaa AS ENUM ('G', 'PG', 'R');
CREATE DOMAIN year AS int CHECK (VALUE BETWEEN 1901 AND 2155);
CREATE DOMAIN modern_year AS year CHECK (VALUE > 1950);
CREATE TABLE actor (actor_id serial PRIMARY KEY, first_name text NOT NULL, last_update timestamptz NOT NULL DEFAULT now());
CREATE TABLE film (film_id serial PRIMARY KEY, title text NOT NULL, release_year modern_year, rating mpaa DEFAULT 'G', rate numeric(4, 2) NOT NULL,
    special_features text[], fulltext tsvector NOT NULL);
CREATE INDEX film_fulltext ON film USING gist (fulltext);
CREATE TABLE film_actor (actor_id int REFERENCES actor ON UPDATE CASCADE, film_id int REFERENCES film, last_update timestamptz DEFAULT now(), PRIMARY KEY (actor_id, film_id));
CREATE TABLE payment (payment_id serial, customer int NOT NULL, amount numeric(5, 2) NOT NULL, payment_date timestamptz NOT NULL, PRIMARY KEY (payment_date, payment_id))
    PARTITION BY RANGE (payment_date);
CREATE TABLE payment_1 PARTITION OF payment FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
CREATE TABLE payment_2 PARTITION OF payment FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
CREATE TABLE payment_rest PARTITION OF payment DEFAULT;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.last_update = now(); RETURN NEW; END $$;
CREATE TRIGGER touch BEFORE UPDATE ON actor FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TRIGGER film_text BEFORE INSERT OR UPDATE ON film FOR EACH ROW EXECUTE FUNCTION tsvector_update_trigger(fulltext, 'pg_catalog.english', title);
CREATE VIEW films AS SELECT film_id, title FROM film;
CREATE RULE films_insert AS ON INSERT TO films DO INSTEAD INSERT INTO film (title, rate) VALUES (NEW.title, 1);
INSERT INTO actor (first_name) SELECT 'A' || i FROM generate_series(1, 100) i;
INSERT INTO film (title, release_year, rate, special_features) SELECT 'The film ' || i, 1960 + i % 60, 2.99, '{"x","y z"}' FROM generate_series(1, 500) i;
INSERT INTO film_actor SELECT 1 + i % 100, i FROM generate_series(1, 500) i;
INSERT INTO payment (customer, amount, payment_date) SELECT i, 1, timestamptz '2024-01-01' + i * interval '1 hour' FROM generate_series(1, 2000) i;
