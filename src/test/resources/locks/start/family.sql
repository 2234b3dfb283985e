CREATE TABLE parent (id int PRIMARY KEY, a text);
CREATE TABLE child (b int) INHERITS (parent);
CREATE TABLE orphan (id int NOT NULL, a text);
INSERT INTO child VALUES (1, 'a', 1);
