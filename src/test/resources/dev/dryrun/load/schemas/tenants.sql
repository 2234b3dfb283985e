-- Many tenants in the same tables: composite keys and references, row level security, one schema of a tenant of its own.
CREATE SCHEMA app;
CREATE TABLE app.tenants (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL UNIQUE);
CREATE TABLE app.projects (tenant_id uuid REFERENCES app.tenants, id bigint, key varchar(12) NOT NULL, archived bool NOT NULL DEFAULT false,
    PRIMARY KEY (tenant_id, id), UNIQUE (tenant_id, key));
CREATE TABLE app.issues (tenant_id uuid, project_id bigint, number int, title text NOT NULL, labels text[] NOT NULL DEFAULT '{}',
    assignee uuid, PRIMARY KEY (tenant_id, project_id, number), FOREIGN KEY (tenant_id, project_id) REFERENCES app.projects ON DELETE CASCADE);
CREATE INDEX ON app.issues USING gin (labels);
ALTER TABLE app.issues ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.issues FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON app.issues USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
CREATE TABLE app.counters (tenant_id uuid PRIMARY KEY REFERENCES app.tenants, issues bigint NOT NULL DEFAULT 0);
INSERT INTO app.tenants (name) SELECT 'T' || i FROM generate_series(1, 50) i;
INSERT INTO app.projects SELECT t.id, i, 'K' || i FROM app.tenants t, generate_series(1, 10) i;
INSERT INTO app.issues SELECT p.tenant_id, p.id, i, 'title', '{a,b}' FROM app.projects p, generate_series(1, 5) i;
INSERT INTO app.counters SELECT id, 5 FROM app.tenants;
