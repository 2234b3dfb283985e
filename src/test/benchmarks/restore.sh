#!/usr/bin/env bash
# How long a restore takes, in alternating runs on fresh local servers:
#   dryrun   dryrun's own (dump.restoreMs of its report: roles, database, and all of the dump)
#   same     pg_restore -j of the same jobs, or psql -f for a plain dump, on a server with the same settings
#   stock    a serial pg_restore, or psql -f, into a server with stock settings
# Prints each run, then the medians in ms, and how many times as long as dryrun the others take.
#
#     src/test/benchmarks/restore.sh DUMP [RUNS [JOBS]]
#
# Needs the Postgres programs (PG_BIN, else the newest of /usr/lib/postgresql), jq, and as root a user postgres.
set -euo pipefail
cd "$(dirname "$0")/../../.."
dump=$(readlink -f "$1")
runs=${2:-5}
jobs=${3:-$(nproc)}
bin=${PG_BIN:-$(find /usr/lib/postgresql -maxdepth 2 -name bin | sort -V | tail -n 1)}
scratch=$(mktemp -d)
chmod 755 "$scratch"
echo 'SELECT 1;' > "$scratch/nothing.sql"
port=54391
export PGHOST=127.0.0.1 PGPORT=$port PGUSER=postgres

as_server() {
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

stop() {
    as_server "$bin/pg_ctl" -D "$scratch/db/data" -m immediate stop > /dev/null 2>&1 || true
    rm -rf "$scratch/db"
}
trap 'stop; rm -rf "$scratch"' EXIT

# As ServerSettings.restoring has them.
fast_settings() {
    cat << TEXT
fsync = off
full_page_writes = off
synchronous_commit = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 4GB
checkpoint_timeout = 1h
autovacuum = off
log_temp_files = 0
log_lock_waits = on
TEXT
}

# The locale that dryrun makes the database with, because sorting by it is much of what an index on text costs.
locale_options() {
    local of_dump
    of_dump=$({ if is_plain; then head -n 200 "$dump"; else "$bin/pg_restore" -C -s -f - "$dump"; fi; } \
        | sed -n 's/^CREATE DATABASE .* \(ENCODING = .*\);$/\1/p' | head -n 1)
    echo "${of_dump:-LOCALE 'C.UTF-8'}"
}

is_plain() { [ "$(head -c 2 "$dump" 2> /dev/null)" = -- ]; }

start() {
    mkdir "$scratch/db"
    [ "$(id -u)" != 0 ] || chown postgres "$scratch/db"
    as_server "$bin/initdb" -D "$scratch/db/data" -U postgres --auth=trust --no-sync -E UTF8 --locale=C > /dev/null
    [ "$1" = stock ] || fast_settings >> "$scratch/db/data/postgresql.conf"
    as_server "$bin/pg_ctl" -D "$scratch/db/data" -w -l "$scratch/db/log" start > /dev/null \
        -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
}

# The programs' own time, on a server that is there. Making the database counts, as it does for dryrun.
theirs() {
    local kind=$1 started ended parallel=()
    start "$kind"
    [ "$kind" = stock ] || parallel=(--jobs="$jobs")
    local locale
    locale=$(locale_options)
    started=$(date +%s%N)
    "$bin/psql" -X -q -d postgres -c "CREATE DATABASE target TEMPLATE template0 $locale"
    if is_plain; then
        "$bin/psql" -X -q -o /dev/null -d target -f "$dump"
    else
        "$bin/pg_restore" --no-owner --no-privileges "${parallel[@]}" -d target "$dump"
    fi
    ended=$(date +%s%N)
    stop
    awk -v ns=$((ended - started)) 'BEGIN { print ns / 1e6 }'
}

ours() {
    ./dryrun --dump "$dump" --migration "$scratch/nothing.sql" --server local --load none --restore-jobs "$jobs" \
        --warm-up 0s --cool-down 0s --results "$scratch/results" > /dev/null 2> "$scratch/err" \
        || { cat "$scratch/err" >&2; exit 1; }
    jq .dump.restoreMs "$scratch/results/latest/report.json"
}

once() {
    local ms
    if [ "$1" = dryrun ]; then ms=$(ours); else ms=$(theirs "$1"); fi
    echo "$ms" >> "$scratch/$1"
    printf '%-6s %10.0f ms\n' "$1" "$ms"
}

median() {
    sort -n "$scratch/$1" | awk '{ value[NR] = $1 } END { print (value[int((NR + 1) / 2)] + value[int(NR / 2) + 1]) / 2 }'
}

for run in $(seq "$runs"); do
    order=(dryrun same stock)
    [ $((run % 2)) = 1 ] || order=(stock same dryrun)
    for each in "${order[@]}"; do once "$each"; done
done
us=$(median dryrun)
for each in same stock; do
    awk -v name=$each -v us="$us" -v them="$(median $each)" \
        'BEGIN { printf "dryrun %.0f ms, %s %.0f ms: %.2f times as long\n", us, name, them, them / us }'
done
