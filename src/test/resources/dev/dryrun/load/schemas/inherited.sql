-- Inheritance, a trigger that leads inserts to children, rules, and a foreign table.
CREATE TABLE measurement (id serial PRIMARY KEY, city int NOT NULL, logdate date NOT NULL, peak int);
CREATE TABLE measurement_1 (CHECK (logdate < '2024-07-01'), PRIMARY KEY (id)) INHERITS (measurement);
CREATE TABLE measurement_2 (CHECK (logdate >= '2024-07-01'), PRIMARY KEY (id)) INHERITS (measurement);
CREATE FUNCTION lead() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.logdate < '2024-07-01' THEN INSERT INTO measurement_1 VALUES (NEW.*); ELSE INSERT INTO measurement_2 VALUES (NEW.*); END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER lead BEFORE INSERT ON measurement FOR EACH ROW EXECUTE FUNCTION lead();
CREATE TABLE capitals (name text PRIMARY KEY, population bigint);
CREATE TABLE kept (id int PRIMARY KEY, v text);
CREATE RULE keep AS ON DELETE TO kept DO INSTEAD NOTHING;
CREATE TABLE copied (id int PRIMARY KEY, v text);
CREATE TABLE copies (id int, v text);
CREATE RULE copy AS ON INSERT TO copied DO ALSO INSERT INTO copies VALUES (NEW.id, NEW.v);
CREATE EXTENSION file_fdw;
CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
CREATE FOREIGN TABLE outside (line text) SERVER files OPTIONS (filename '/nowhere');
INSERT INTO measurement (city, logdate, peak) SELECT i, date '2024-01-01' + i % 366, i FROM generate_series(1, 500) i;
INSERT INTO capitals SELECT 'c' || i, i FROM generate_series(1, 50) i;
INSERT INTO kept SELECT i, 'v' FROM generate_series(1, 50) i;
INSERT INTO copied SELECT i, 'v' FROM generate_series(1, 50) i;
