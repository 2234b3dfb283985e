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
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Cleans up when dryrun is killed and cannot do so itself: a shell that waits at the end of a pipe whose other end only
 * we hold, so that it learns of our death from the kernel at once, whatever killed us.
 */
final class DeathWatch {

    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final Duration LEAVING = Duration.ofSeconds(5);

    /** A word through the pipe means that nothing is left to do. */
    private static final String WAIT = """
            trap '' HUP INT QUIT TERM
            read -r word && exit 0
            """;

    private final Process process;

    private DeathWatch(Process process) {
        this.process = process;
    }

    /**
     * Starts to watch; in a session of its own where that can be had, so that what ends our group leaves it alone.
     *
     * @param script what is done after our death, in the language of sh, with these arguments
     */
    static DeathWatch start(String script, List<String> arguments, Map<String, String> environment) {
        List<String> command = new ArrayList<>(Files.isExecutable(SETSID) ? List.of(SETSID.toString()) : List.of());
        command.addAll(List.of("sh", "-c", WAIT + script, "dryrun-watch"));
        command.addAll(arguments);
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(new File("/"))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().putAll(environment);
            return new DeathWatch(builder.start());
        } catch (IOException e) {
            throw new NoVerdict("could not watch over the server: " + e.getMessage(), "is there a shell?", e);
        }
    }

    /** Ends the watch: everything is removed already, or is to stay. */
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
