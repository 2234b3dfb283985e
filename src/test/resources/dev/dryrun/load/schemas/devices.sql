-- Partitions by list, hash and two levels; identity; an unlogged table; keys of addresses and bytes.
CREATE TABLE devices (mac macaddr PRIMARY KEY, ip inet NOT NULL, hash bytea NOT NULL UNIQUE, config xml, flags bit(4) NOT NULL);
CREATE TABLE messages (id bigint GENERATED ALWAYS AS IDENTITY, region text NOT NULL, at timestamptz NOT NULL, body jsonb NOT NULL, PRIMARY KEY (id, region, at)) PARTITION BY LIST (region);
CREATE TABLE messages_eu PARTITION OF messages FOR VALUES IN ('eu') PARTITION BY RANGE (at);
CREATE TABLE messages_eu_1 PARTITION OF messages_eu FOR VALUES FROM ('2024-01-01') TO ('2030-01-01');
CREATE TABLE messages_us PARTITION OF messages FOR VALUES IN ('us');
CREATE TABLE sharded (id bigint PRIMARY KEY, v text) PARTITION BY HASH (id);
CREATE TABLE sharded_0 PARTITION OF sharded FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE sharded_1 PARTITION OF sharded FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE UNLOGGED TABLE cache (key text PRIMARY KEY, value bytea, expires timestamptz);
CREATE TABLE by_expression (id bigint, at timestamptz NOT NULL, v int) PARTITION BY RANGE (date_trunc('month', at AT TIME ZONE 'UTC'));
CREATE TABLE by_expression_1 PARTITION OF by_expression DEFAULT;
INSERT INTO devices SELECT ('08:00:2b:00:' || lpad(to_hex(i / 256), 2, '0') || ':' || lpad(to_hex(i % 256), 2, '0'))::macaddr, '10.0.0.1', sha256(i::text::bytea), '<a/>', B'1010' FROM generate_series(1, 300) i;
INSERT INTO messages (region, at, body) SELECT (ARRAY['eu', 'us'])[1 + i % 2], timestamptz '2024-06-01' + i * interval '1 hour', '{"t": 1}' FROM generate_series(1, 1000) i;
INSERT INTO sharded SELECT i, 'v' FROM generate_series(1, 500) i;
INSERT INTO cache SELECT 'k' || i, '\x00', now() FROM generate_series(1, 200) i;
INSERT INTO by_expression SELECT i, now(), i FROM generate_series(1, 100) i;
