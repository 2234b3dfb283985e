#!/usr/bin/env bash
# Recreates dumps/shop.dump from dumps/shop.sql on a throwaway server of PostgreSQL 15: run it after a change of the
# schema. It needs the programs of PostgreSQL 15 (PG_BIN names their directory if they are not found) and touches no
# other server. Runs as any user; as root it runs them as the user "postgres", because Postgres refuses root.
set -Eeuo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"

fail() {
    echo "make-shop-dump: $1" >&2
    exit 1
}

# The archive names the server's major version, and dryrun restores it into a server of that major.
find_programs() {
    local candidate
    for candidate in "${PG_BIN:-}" /usr/lib/postgresql/15/bin "$(pg_config --bindir 2> /dev/null || true)"; do
        if [[ "$("$candidate/initdb" --version 2> /dev/null)" == "initdb (PostgreSQL) 15."* ]]; then
            echo "$candidate"
            return
        fi
    done
    fail "no programs of PostgreSQL 15: install them (Debian: postgresql-15) or set PG_BIN to their directory"
}

as_postgres() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid=postgres --regid=postgres --init-groups "$@"
    else
        "$@"
    fi
}

# Standard input comes from our side, so that the files here need not be readable to "postgres".
sql() {
    as_postgres "$bin/psql" --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --output=/dev/null \
        --host="$work" --username=postgres "$@"
}

stop() {
    as_postgres "$bin/pg_ctl" --silent --pgdata="$work/data" --mode=immediate stop 2> /dev/null || true
    rm -rf "$work"
    rm -f shop.dump.new
}

bin=$(find_programs)
work=$(mktemp -d /tmp/shop-dump.XXXXXX)
trap stop EXIT
[ "$(id -u)" != 0 ] || chown postgres: "$work"

cd /
as_postgres "$bin/initdb" --pgdata="$work/data" --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
    --no-sync > "$work/initdb.log" || fail "initdb failed, see above"
# Nobody can reach it but through the socket in a private directory.
as_postgres "$bin/pg_ctl" --silent --wait --pgdata="$work/data" --log="$work/server.log" \
    --options="-c listen_addresses= -c unix_socket_directories=$work -c fsync=off" start \
    || { cat "$work/server.log" >&2; fail "the throwaway server did not start"; }
cd "$OLDPWD"

sql --dbname=postgres << 'SQL'
CREATE ROLE shop_owner NOLOGIN;
CREATE ROLE shop_app NOLOGIN;
CREATE DATABASE shop OWNER shop_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
SQL
PGOPTIONS='-c role=shop_owner' sql --dbname=shop < shop.sql

as_postgres "$bin/pg_dump" --format=custom --compress=9 --host="$work" --username=postgres shop > shop.dump.new
mv shop.dump.new shop.dump
ls -l shop.dump
