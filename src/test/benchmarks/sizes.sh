#!/usr/bin/env bash
# What large schemas and many sessions cost a whole run, each in a Java with 512 MB of heap, on local servers:
#   tables        1,000 tables with 9 indexes each; a step locks 10,000 relations at once, and holds them for 5 s
#   partitions    a table of 10,000 partitions gets a column, an index, and is read
#   connections   200 connections of the load at 2,000 requests a second, and a table locked for 2 s
#   steps         20,000 statements that commit each by itself
#   transaction   20,000 statements in one transaction
# Prints for each: exit code, seconds in all and of the migration, the largest heap after a collection, the resident memory
# at its peak, locks of the step with the most, how far samples were apart, and the bytes of report.json.
#
#     src/test/benchmarks/sizes.sh [CASE ...]
#
# Takes about ten minutes for all. Needs the Postgres programs (PG_BIN, else the newest of /usr/lib/postgresql), jq, GNU
# time, and as root a user postgres. Builds target/dryrun.jar if it is missing.
set -euo pipefail
cd "$(dirname "$0")/../../.."
cases=("$@")
[ ${#cases[@]} -gt 0 ] || cases=(tables partitions connections steps transaction)
bin=${PG_BIN:-$(find /usr/lib/postgresql -maxdepth 2 -name bin | sort -V | tail -n 1)}
[ -f target/dryrun.jar ] || mvn -q -B -DskipTests package
scratch=$(mktemp -d)
chmod 755 "$scratch"
export PGHOST=$scratch PGUSER=postgres

as_server() {
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

at_exit() {
    as_server "$bin/pg_ctl" -D "$scratch/db/data" -m immediate stop > /dev/null 2>&1 || true
    rm -rf "$scratch"
}
trap at_exit EXIT

# A server for making dumps.
start() {
    mkdir "$scratch/db"
    [ "$(id -u)" != 0 ] || chown -R postgres "$scratch"
    as_server "$bin/initdb" --no-sync --auth=trust --username=postgres -D "$scratch/db/data" > /dev/null
    as_server "$bin/pg_ctl" -D "$scratch/db/data" -w -l "$scratch/db/log" -o "-c listen_addresses='' -k $scratch -c fsync=off \
        -c max_locks_per_transaction=4096" start > /dev/null
}

# The dump of a database that a script on stdin has made.
dump() {
    "$bin/createdb" "$1"
    "$bin/psql" --quiet --no-psqlrc --set=ON_ERROR_STOP=1 --output=/dev/null "$1"
    "$bin/pg_dump" --format=custom --file="$scratch/$1.dump" "$1"
    "$bin/dropdb" "$1"
}

# run CASE OPTIONS ...
run() {
    local name=$1 code=0
    shift
    command time --format='%e %M' --output="$scratch/time" \
        java -Xmx512m -XX:+ExitOnOutOfMemoryError -Xlog:gc:file="$scratch/gc.log" -jar target/dryrun.jar --server local \
        --results "$scratch/results" "$@" > "$scratch/out" 2> "$scratch/err" || code=$?
    [ "$code" -le 1 ] || tail -n 20 "$scratch/err" >&2
    local heap
    heap=$(grep -o -- '->[0-9]*M' "$scratch/gc.log" | tr -d -- '->M' | sort -n | tail -n 1)
    printf '%s: exit %s, %s s, heap %s MB, resident %s kB\n' "$name" "$code" "$(cut -d' ' -f1 < <(tail -n 1 "$scratch/time"))" \
        "${heap:-?}" "$(cut -d' ' -f2 < <(tail -n 1 "$scratch/time"))"
    [ ! -f "$scratch/results/latest/report.json" ] || jq --raw-output '"  \(.verdict.outcome); migration \(.migration.durationMs / 1000) s"
        + ", \(.steps | length) steps, most locks of a step \([.steps[].locks | length] | max)"
        + ", samples \(.sampling.gapP50Ms) ms apart (p99 \(.sampling.gapP99Ms), max \(.sampling.gapMaxMs)), interval in effect \(.sampling.effectiveIntervalMs) ms"
        + ", load \([.steps[].load.requests // 0] | add) requests in steps, \(.load.baseline.errors) errors before"' \
        "$scratch/results/latest/report.json"
    [ ! -f "$scratch/results/latest/report.json" ] || printf '  report.json %s bytes, the directory %s kB\n' \
        "$(stat --dereference --format=%s "$scratch/results/latest/report.json")" "$(du -skL "$scratch/results/latest" | cut -f1)"
}

of_tables() {
    dump tables << 'SQL'
DO $$
BEGIN
  FOR i IN 1..1000 LOOP
    EXECUTE format('CREATE TABLE t%s (id bigint PRIMARY KEY, a int, b int, c int, d int, e int, f int, g int, h int)', i);
    EXECUTE format('INSERT INTO t%s SELECT n, n, n, n, n, n, n, n, n FROM generate_series(1, 100) n', i);
    FOR c IN 0..7 LOOP
      EXECUTE format('CREATE INDEX ON t%s (%I)', i, chr(ascii('a') + c));
    END LOOP;
  END LOOP;
END $$;
SQL
    cat > "$scratch/m.sql" << 'SQL'
BEGIN;
DO $$ BEGIN FOR i IN 1..1000 LOOP EXECUTE format('ALTER TABLE t%s ALTER COLUMN a TYPE bigint', i); END LOOP; END $$;
SELECT pg_sleep(5);
COMMIT;
SQL
    run tables --dump "$scratch/tables.dump" --migration "$scratch/m.sql" --postgres-setting max_locks_per_transaction=1024
}

of_partitions() {
    dump partitions << 'SQL'
CREATE TABLE p (id bigint NOT NULL, at date NOT NULL, v text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
DO $$
BEGIN
  FOR i IN 0..9999 LOOP
    EXECUTE format('CREATE TABLE p_%s PARTITION OF p FOR VALUES FROM (%L) TO (%L)', i, date '2000-01-01' + i, date '2000-01-02' + i);
    IF i % 100 = 99 THEN COMMIT; END IF;
  END LOOP;
END $$;
INSERT INTO p SELECT n, date '2000-01-01' + (n % 10000)::int, 'v' || n FROM generate_series(1, 100000) n;
SQL
    cat > "$scratch/m.sql" << 'SQL'
ALTER TABLE p ADD COLUMN w int;
CREATE INDEX ON p (v);
SELECT count(*) FROM p;
SQL
    run partitions --dump "$scratch/partitions.dump" --migration "$scratch/m.sql" --postgres-setting max_locks_per_transaction=4096
}

of_connections() {
    dump connections << 'SQL'
CREATE TABLE accounts (id int PRIMARY KEY, balance int NOT NULL);
INSERT INTO accounts SELECT n, n FROM generate_series(1, 100000) n;
SQL
    printf 'BEGIN;\nLOCK TABLE accounts;\nSELECT pg_sleep(2);\nCOMMIT;\nSELECT pg_sleep(3);\n' > "$scratch/m.sql"
    run connections --dump "$scratch/connections.dump" --migration "$scratch/m.sql" --load-connections 200 --load-rate 2000/s
}

# of_steps NAME OPTIONS ...
of_steps() {
    local name=$1
    shift
    [ -f "$scratch/steps.dump" ] || dump steps << 'SQL'
CREATE TABLE s (id int PRIMARY KEY, v text);
INSERT INTO s SELECT n, 'v' || n FROM generate_series(1, 20000) n;
SQL
    seq -f "UPDATE s SET v = 'w' WHERE id = %.0f;" 20000 > "$scratch/m.sql"
    run "$name" --dump "$scratch/steps.dump" --migration "$scratch/m.sql" "$@"
}

start
for name in "${cases[@]}"; do
    case $name in
        tables | partitions | connections) "of_$name" ;;
        steps) of_steps steps ;;
        transaction) of_steps transaction --single-transaction ;;
        *) echo "sizes.sh: there is no case $name" >&2; exit 2 ;;
    esac
done
