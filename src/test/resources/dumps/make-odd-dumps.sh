#!/usr/bin/env bash
# Makes the small dumps with which odd and bad input is tried: databases of other encodings, awkward names, and one little
# shop dumped in all the ways in which it can be. Run as root on Debian with PostgreSQL 15.
#
#   make-odd-dumps.sh
set -Eeuo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
bin=/usr/lib/postgresql/15/bin
data=$(mktemp -d "${TMPDIR:-/tmp}/make-dumps.XXXXXX")
chown postgres "$data"
server() { runuser -u postgres -- "$@"; }
stop() {
    server "$bin/pg_ctl" -D "$data/db" -m immediate stop > /dev/null 2>&1 || true
    rm -rf "$data"
}
trap stop EXIT

cd /
server "$bin/initdb" -D "$data/db" -U postgres --auth=trust --no-sync -E UTF8 --locale=C > "$data/log"
server "$bin/pg_ctl" -D "$data/db" -w -l "$data/db/log" start > /dev/null \
    -o "-p ${PORT:-54329} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
export PGHOST=127.0.0.1 PGPORT=${PORT:-54329} PGUSER=postgres
psql() { "$bin/psql" -X -q -o /dev/null -v ON_ERROR_STOP=1 "$@"; }
dump() { "$bin/pg_dump" --file="$here/$1" "${@:2}"; }

psql -d postgres -c "CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0"
PGCLIENTENCODING=UTF8 psql -d latin <<'SQL'
CREATE TABLE "straße" (id int PRIMARY KEY, name text NOT NULL);
INSERT INTO "straße" SELECT i, 'Müller ' || i FROM generate_series(1, 100) i;
SQL
dump latin1.dump --format=custom latin
dump latin1.sql --format=plain --create latin

psql -d postgres -c "CREATE DATABASE ascii ENCODING 'SQL_ASCII' TEMPLATE template0"
psql -d ascii <<'SQL'
CREATE TABLE people (id int PRIMARY KEY, name text NOT NULL);
INSERT INTO people SELECT i, E'M\xfcller ' || i FROM generate_series(1, 100) i;
SQL
dump ascii.dump --format=custom ascii
dump ascii.sql --format=plain ascii

psql -d postgres -c "CREATE DATABASE odd"
psql -d odd <<'SQL'
CREATE SCHEMA "it's 🐘";
CREATE TABLE "it's 🐘"."a ""quoted""
name" (id int PRIMARY KEY, "say ""🙂""" text NOT NULL DEFAULT 'x');
COMMENT ON TABLE "it's 🐘"."a ""quoted""
name" IS E'a comment\nof two lines';
INSERT INTO "it's 🐘"."a ""quoted""
name" SELECT i FROM generate_series(1, 100) i;
SQL
dump odd.dump --format=custom odd

psql -d postgres -c "CREATE DATABASE little"
psql -d little <<'SQL'
CREATE TABLE orders (id int PRIMARY KEY, note text NOT NULL);
INSERT INTO orders SELECT i, 'order ' || i FROM generate_series(1, 100) i;
SQL
dump little.dump --format=custom little
dump little-data.dump --format=custom --data-only little
dump little.tar --format=tar little
dump little.sql --format=plain little
dump little-data.sql --format=plain --data-only little
rm -rf "$here/little"
dump little --format=directory little
for other in latin ascii odd; do psql -d postgres -c "DROP DATABASE $other"; done
"$bin/pg_dumpall" --file="$here/little-all.sql"
chmod 755 "$here/little"
