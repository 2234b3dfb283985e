#!/usr/bin/env bash
# How much longer a migration takes under dryrun than under psql: alternating runs of the same file, each on a freshly
# restored and settled server of the local kind, without a load. Prints each run, then the medians and their ratio.
#
#     src/test/benchmarks/psql-overhead.sh [MIGRATION [RUNS]]
set -euo pipefail
cd "$(dirname "$0")/../../.."
migration=${1:-scenarios/set-not-null/unsafe.sql}
runs=${2:-5}
scratch=$(mktemp -d)
remove=true
trap 'eval "$remove"; rm -rf "$scratch"' EXIT
echo 'SELECT 1;' > "$scratch/nothing.sql"

median() {
    sort -n "$1" | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'
}

dryrun_once() {
    ./dryrun --dump dumps/shop.dump --migration "$migration" --server local --load none --budget none \
        --results "$scratch/results" > /dev/null 2>&1
    jq .migration.durationMs "$scratch/results/latest/report.json"
}

psql_once() {
    local said uri
    said=$(./dryrun --dump dumps/shop.dump --migration "$scratch/nothing.sql" --server local --load none --keep \
        --results "$scratch/results" 2> /dev/null)
    uri=$(sed -n "s/^connect with *psql '\(.*\)'\$/\1/p" <<< "$said")
    remove=$(sed -n 's/^remove with *//p' <<< "$said")
    local started ended
    started=$(date +%s%N)
    psql -X -q -v ON_ERROR_STOP=1 -f "$migration" "$uri" > /dev/null
    ended=$(date +%s%N)
    eval "$remove" > /dev/null
    remove=true
    awk -v ns=$((ended - started)) 'BEGIN { print ns / 1e6 }'
}

for run in $(seq "$runs"); do
    psql_once > "$scratch/once"
    cat "$scratch/once" >> "$scratch/psql"
    dryrun_once > "$scratch/once2"
    cat "$scratch/once2" >> "$scratch/dryrun"
    printf 'run %s: psql %s ms, dryrun %s ms\n' "$run" "$(cat "$scratch/once")" "$(cat "$scratch/once2")"
done
awk -v psql="$(median "$scratch/psql")" -v dryrun="$(median "$scratch/dryrun")" \
    'BEGIN { printf "median: psql %s ms, dryrun %s ms, ratio %.3f\n", psql, dryrun, dryrun / psql }'
