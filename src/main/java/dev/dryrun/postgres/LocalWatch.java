package dev.dryrun.postgres;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Ends a local server and removes its directory when dryrun is killed. */
final class LocalWatch {

    /**
     * Run as the server's user, so that a number in postmaster.pid that the dump's code has forged ends nobody else. What
     * is in the directory is removed until it stays away, because an initdb or a start that was under way may still
     * write into it.
     */
    private static final String CLEAR = """
            away=0 round=0
            while [ "$away" -lt 10 ] && [ "$round" -lt 150 ]; do
                server=$(head -n 1 "$1/data/postmaster.pid" 2> /dev/null)
                signal=QUIT
                [ "$round" -lt 40 ] || signal=KILL
                [ -n "$server" ] && kill -s "$signal" "$server" 2> /dev/null || rm -rf -- "$1" 2> /dev/null
                if [ -n "$(ls -A "$1" 2> /dev/null)" ]; then away=0; else away=$((away + 1)); fi
                round=$((round + 1))
                sleep 0.2
            done
            """;

    /** The directory itself may be where only we can remove it. Its arguments are that and a command that runs CLEAR. */
    private static final String SCRIPT = """
            directory=$1
            shift
            "$@"
            rmdir -- "$directory"
            """;

    private LocalWatch() {}

    /** To be called before the directory is there, so that there is no moment at which nobody would remove it. */
    static DeathWatch over(Path directory, ServerUser user) {
        List<String> arguments = new ArrayList<>(List.of(directory.toString()));
        arguments.addAll(user.command(List.of("sh", "-c", CLEAR, "dryrun-watch", directory.toString())));
        return DeathWatch.start(SCRIPT, arguments, Map.of());
    }
}
