package dev.dryrun.postgres;

import dev.dryrun.plan.NoVerdict;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Ends a local server and removes its directory when dryrun is killed and cannot do so: a shell that waits at the end of
 * a pipe whose other end only we hold, so that it learns of our death from the kernel at once, whatever killed us.
 */
final class LocalWatch {

    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final Duration LEAVING = Duration.ofSeconds(5);

    /**
     * Its argument is the server's directory. A word through the pipe means that nothing is left to do. The directory
     * is removed until it stays away, because an initdb or a start that was under way may still write into it.
     */
    private static final String SCRIPT = """
            trap '' HUP INT QUIT TERM
            read -r word && exit 0
            away=0 round=0
            while [ "$away" -lt 10 ] && [ "$round" -lt 150 ]; do
                server=$(head -n 1 "$1/data/postmaster.pid" 2> /dev/null)
                signal=QUIT
                [ "$round" -lt 40 ] || signal=KILL
                [ -n "$server" ] && kill -s "$signal" "$server" 2> /dev/null || rm -rf -- "$1" 2> /dev/null
                if [ -e "$1" ]; then away=0; else away=$((away + 1)); fi
                round=$((round + 1))
                sleep 0.2
            done
            """;

    private final Process process;

    private LocalWatch(Process process) {
        this.process = process;
    }

    /** Starts to watch; in a session of its own where that can be had, so that what ends our group leaves it alone. */
    static LocalWatch over(Path directory, ServerUser user) {
        List<String> command = new ArrayList<>(Files.isExecutable(SETSID) ? List.of(SETSID.toString()) : List.of());
        command.addAll(List.of("sh", "-c", SCRIPT, "dryrun-watch", directory.toString()));
        try {
            return new LocalWatch(new ProcessBuilder(user.command(command))
                    .directory(new File("/"))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new NoVerdict("could not watch over the local server: " + e.getMessage(), "is there a shell?", e);
        }
    }

    /** Ends the watch: the directory is removed already, or is to stay. */
    void end() {
        try (var pipe = process.getOutputStream()) {
            pipe.write("done\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // It was killed, and watches no more.
            return;
        }
        try {
            process.waitFor(LEAVING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
