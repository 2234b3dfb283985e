package dev.dryrun.postgres;

import java.time.Duration;

/** The shell scripts that run inside a container; they use nothing that the Debian and Alpine images do not have. */
final class ContainerScript {

    static final String DIRECTORY = "/tmp/dryrun";
    static final int PORT = 5432;
    static final Duration LEASE = Duration.ofSeconds(30);
    static final String KEEP = "touch " + DIRECTORY + "/keep";

    /**
     * The first process of the container. It starts the server (its arguments are the image's own entrypoint and
     * {@code postgres}), outlives the server over restarts, and ends by itself when nobody has been connected over TCP
     * for the time of the lease: a killed dryrun leaves no container behind. Before the server listens the lease is
     * longer, because making the cluster can be slow.
     *
     * <p>State 01 of /proc/net/tcp is ESTABLISHED, 0A is LISTEN, 1538 is 5432 in hexadecimal digits.
     */
    static final String MAIN = """
            dir=/tmp/dryrun
            mkdir -p "$dir"
            chmod 755 "$dir"
            ending=
            trap 'ending=1' TERM INT HUP QUIT
            trap ':' USR1
            data=${PGDATA:-/var/lib/postgresql/data}
            printf %s "$DRYRUN_SETTINGS" > "$dir/settings"
            unset DRYRUN_SETTINGS
            touch "$dir/start"

            tcp_state() {
                for table in /proc/net/tcp /proc/net/tcp6; do
                    [ -r "$table" ] || continue
                    while read -r _ from _ state _; do
                        case "$from $state" in *:1538\\ "$1") return 0 ;; esac
                    done < "$table"
                done
                return 1
            }

            in_use() {
                [ -e "$dir/keep" ] && return 0
                [ -e "$dir/busy" ] && kill -0 "$(cat "$dir/busy")" 2> /dev/null && return 0
                tcp_state 01
            }

            idle=0
            lease=120
            while [ -z "$ending" ] && [ "$idle" -lt "$lease" ]; do
                if [ -e "$dir/start" ]; then
                    rm -f "$dir/start"
                    { echo "include_if_exists '$data/postgresql.conf'"; cat "$dir/settings"; } > "$dir/server.conf"
                    chmod 644 "$dir/server.conf"
                    "$@" -c config_file="$dir/server.conf" &
                    echo "$!" > "$dir/server.pid"
                fi
                sleep 1 &
                wait "$!"
                if in_use; then
                    idle=0 lease=30
                elif [ "$lease" -eq 120 ] && tcp_state 0A; then
                    idle=0 lease=30
                else
                    idle=$((idle + 1))
                fi
            done
            kill -QUIT "$(cat "$dir/server.pid")" 2> /dev/null
            exit 0
            """;

    /** Stops the server cleanly and writes its files to disk; the first argument is the directory of its programs. */
    static final String STOP = """
            dir=/tmp/dryrun
            data=${PGDATA:-/var/lib/postgresql/data}
            echo "$$" > "$dir/busy"
            server=$(cat "$dir/server.pid")
            kill -INT "$server" 2> /dev/null
            while kill -0 "$server" 2> /dev/null; do sleep 0.05; done
            if [ -e "$data/postmaster.pid" ]; then echo "the server did not stop cleanly" >&2; rm -f "$dir/busy"; exit 1; fi
            "$1/initdb" --sync-only -D "$data" > /dev/null 2>&1 || sync
            rm -f "$dir/busy"
            """;

    /** Starts the server again; the first argument is its configuration. */
    static final String START = """
            dir=/tmp/dryrun
            printf %s "$1" > "$dir/settings"
            : > "$dir/server.pid"
            touch "$dir/start"
            kill -USR1 1
            """;

    /** Succeeds while the server's process is there, or is about to be. */
    static final String ALIVE = """
            dir=/tmp/dryrun
            [ -e "$dir/start" ] && exit 0
            server=$(cat "$dir/server.pid" 2> /dev/null)
            [ -z "$server" ] || kill -0 "$server" 2> /dev/null
            """;

    /** Runs its arguments from the second on, leaving its process number in the file that the first one names. */
    static final String NUMBERED = "echo \"$$\" > \"$1\"; shift; exec \"$@\"";

    private ContainerScript() {}
}
