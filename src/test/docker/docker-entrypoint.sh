#!/usr/bin/env bash
# Does what the official image's entrypoint does for POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB and
# POSTGRES_INITDB_ARGS: makes the cluster on the first start, then becomes the command. It has no
# /docker-entrypoint-initdb.d and no *_FILE variables.
set -Eeuo pipefail

make_cluster() {
    if [ -z "${POSTGRES_PASSWORD:-}" ]; then
        echo "docker-entrypoint: POSTGRES_PASSWORD is not set: pass it with docker run -e POSTGRES_PASSWORD=…" >&2
        exit 1
    fi
    # Unquoted on purpose: POSTGRES_INITDB_ARGS is a list of options.
    # shellcheck disable=SC2086
    initdb --username="$POSTGRES_USER" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") \
        --auth-local=trust --auth-host=scram-sha-256 ${POSTGRES_INITDB_ARGS:-}
    printf '\nhost all all all scram-sha-256\n' >> "$PGDATA/pg_hba.conf"
}

# The first of the two servers that a client may see in the log: it listens on the socket only, so that nobody can
# connect over TCP before the database exists.
start_temporary_server() {
    pg_ctl --wait --options="$(printf '%q ' "${@:2}" -c listen_addresses= -p 5432)" start
}

make_database() {
    if [ "$POSTGRES_DB" != postgres ]; then
        psql --username="$POSTGRES_USER" --dbname=postgres --no-psqlrc --no-password -v ON_ERROR_STOP=1 \
            -v database="$POSTGRES_DB" <<< 'CREATE DATABASE :"database";'
    fi
}

wants_help() {
    local argument
    for argument in "$@"; do
        case "$argument" in
            -'?' | --help | --describe-config | -V | --version) return 0 ;;
        esac
    done
    return 1
}

if [ "${1:-}" = "" ] || [ "${1:0:1}" = - ]; then
    set -- postgres "$@"
fi

if [ "$1" = postgres ] && ! wants_help "$@"; then
    if [ "$(id -u)" = 0 ]; then
        mkdir -p "$PGDATA"
        chown postgres: "$PGDATA" /var/run/postgresql
        exec setpriv --reuid=postgres --regid=postgres --init-groups "${BASH_SOURCE[0]}" "$@"
    fi
    chmod 700 "$PGDATA"
    export POSTGRES_USER="${POSTGRES_USER:-postgres}"
    export POSTGRES_DB="${POSTGRES_DB:-$POSTGRES_USER}"
    if [ ! -s "$PGDATA/PG_VERSION" ]; then
        make_cluster
        start_temporary_server "$@"
        make_database
        pg_ctl --wait --mode=fast stop
        printf '\nPostgreSQL init process complete; ready for start up.\n\n'
    fi
    unset POSTGRES_PASSWORD
fi

exec "$@"
