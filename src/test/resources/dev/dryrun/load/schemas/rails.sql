-- As Rails makes them: bigserial keys, timestamps(6), polymorphic references, a join table without a key, STI.
CREATE TABLE schema_migrations (version varchar NOT NULL PRIMARY KEY);
INSERT INTO schema_migrations SELECT '2024' || lpad(i::text, 10, '0') FROM generate_series(1, 30) i;
CREATE TABLE accounts (id bigserial PRIMARY KEY, name varchar NOT NULL, slug varchar NOT NULL, settings jsonb DEFAULT '{}' NOT NULL,
    lock_version int DEFAULT 0 NOT NULL, created_at timestamp(6) NOT NULL, updated_at timestamp(6) NOT NULL);
CREATE UNIQUE INDEX index_accounts_on_lower_slug ON accounts (lower(slug));
CREATE TABLE users (id bigserial PRIMARY KEY, account_id bigint NOT NULL REFERENCES accounts, email varchar(255) DEFAULT '' NOT NULL,
    reset_password_token varchar, role int DEFAULT 0 NOT NULL, deleted_at timestamp(6), created_at timestamp(6) NOT NULL);
CREATE UNIQUE INDEX index_users_on_email ON users (account_id, email) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX index_users_on_token ON users (reset_password_token);
CREATE TABLE comments (id bigserial PRIMARY KEY, commentable_type varchar NOT NULL, commentable_id bigint NOT NULL,
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE, body text, type varchar, parent_id bigint REFERENCES comments);
CREATE INDEX index_comments ON comments (commentable_type, commentable_id);
CREATE TABLE roles_users (role_id bigint NOT NULL, user_id bigint NOT NULL REFERENCES users);
CREATE UNIQUE INDEX index_roles_users ON roles_users (role_id, user_id);
INSERT INTO accounts (name, slug, created_at, updated_at) SELECT 'A' || i, 'Acc-' || i, now(), now() FROM generate_series(1, 200) i;
INSERT INTO users (account_id, email, reset_password_token, created_at)
    SELECT 1 + i % 200, 'u' || i || '@x.org', CASE WHEN i % 5 = 0 THEN md5(i::text) END, now() FROM generate_series(1, 2000) i;
INSERT INTO comments (commentable_type, commentable_id, user_id, body, parent_id)
    SELECT 'Post', i, 1 + i % 2000, 'b', CASE WHEN i > 10 THEN i - 10 END FROM generate_series(1, 4000) i;
INSERT INTO roles_users SELECT 1 + i % 3, i FROM generate_series(1, 2000) i;
