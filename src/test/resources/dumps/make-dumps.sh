#!/usr/bin/env bash
# Makes one fixture of this folder: the database of rich.sql on a server of some major, dumped in custom format by a
# pg_dump of the same or a newer one. Run as root on Debian; the majors that Debian does not have are in the
# io.zonky.test.postgres:embedded-postgres-binaries-* packages (server only).
#
#   make-dumps.sh NAME SERVER_BIN "PG_DUMP COMMAND" "PSQL COMMAND" [pg_dump options]
#   make-dumps.sh pg10.dump /opt/pg10/bin /usr/lib/postgresql/15/bin/pg_dump /usr/lib/postgresql/15/bin/psql
set -Eeuo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)

name=$1 bin=$2 dump=$3 psql=$4
shift 4
port=${PORT:-54329}
data=$(mktemp -d "${TMPDIR:-/tmp}/make-dumps.XXXXXX")
chown postgres "$data"
server() { runuser -u postgres -- "$@"; }
stop() {
    server "$bin/pg_ctl" -D "$data/db" -m immediate stop > /dev/null 2>&1 || true
    rm -rf "$data"
}
trap stop EXIT

cd /
server "$bin/initdb" -D "$data/db" -U postgres --auth=trust --no-sync -E UTF8 --locale=C > "$data/log" 2>&1 \
    || { cat "$data/log" >&2; exit 1; }
server "$bin/pg_ctl" -D "$data/db" -w -l "$data/db/log" start > /dev/null \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c wal_level=logical"
export PGHOST=127.0.0.1 PGPORT=$port PGUSER=postgres PGOPTIONS='-c client_min_messages=error'
$psql -X -q -d postgres -c 'CREATE ROLE owner_of_all' -c 'CREATE ROLE "App Role"' -c 'CREATE ROLE reader' \
    -c 'CREATE DATABASE rich'
$psql -X -q -o /dev/null -d rich < "$here/rich.sql"
unset PGOPTIONS
$dump --format=custom "$@" --dbname=rich > "$here/$name"
ls -l "$here/$name"
