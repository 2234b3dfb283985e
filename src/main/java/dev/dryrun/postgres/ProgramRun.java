package dev.dryrun.postgres;

import dev.dryrun.plan.NoVerdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs programs of this machine, each with a deadline, and ends those still running when asked to. */
final class ProgramRun {

    private static final Duration READING = Duration.ofSeconds(5);

    private final Path workingDirectory;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();

    ProgramRun(Path workingDirectory) {
        this.workingDirectory = workingDirectory;
    }

    ProgramResult run(List<String> command, Map<String, String> environment, Duration deadline) {
        TextTail stdout = new TextTail(TextTail.STDOUT_CHARS);
        ProgramResult result = run(command, environment, deadline, ProgramStreams.to(stdout));
        return new ProgramResult(result.exitCode(), stdout.text(), result.stderr());
    }

    /** The same with input and with every line of output handed on instead of kept. */
    ProgramResult run(
            List<String> command, Map<String, String> environment, Duration deadline, ProgramStreams streams) {
        Process process = start(command, environment, streams.input().isPresent());
        running.add(process);
        try {
            TextTail stderr = new TextTail(TextTail.STDERR_CHARS);
            String name = Path.of(command.get(0)).getFileName().toString();
            Thread errors = reader(process.getErrorStream(), stderr.filtered(streams.stderr()), name + "-stderr");
            Thread output = reader(process.getInputStream(), streams.stdout(), name + "-stdout");
            Optional<ProgramFeed> feed =
                    streams.input().map(input -> ProgramFeed.start(input, process.getOutputStream(), name));
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new NoVerdict(
                        "gave up on " + String.join(" ", command) + " after " + deadline.toSeconds() + " s",
                        "see whether the machine is overloaded or out of disk space");
            }
            output.join(READING.toMillis());
            errors.join(READING.toMillis());
            if (feed.isPresent()) {
                feed.get().join();
            }
            return new ProgramResult(process.exitValue(), "", stderr.text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoVerdict("interrupted during " + command.get(0), "start again", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            running.remove(process);
        }
    }

    void endAll() {
        running.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        });
    }

    private Process start(List<String> command, Map<String, String> environment, boolean input) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(workingDirectory.toFile());
        // The user's own PGOPTIONS, PGSERVICE and the like must not reach the throwaway server.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        // Messages are read by us, and so must be in English.
        builder.environment().put("LC_ALL", "C");
        builder.environment().remove("LANGUAGE");
        builder.environment().putAll(environment);
        if (!input) {
            builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        }
        try {
            return builder.start();
        } catch (IOException e) {
            throw new NoVerdict("could not run " + command.get(0) + ": " + e.getMessage(), "check the installation", e);
        }
    }

    private static Thread reader(InputStream in, Consumer<String> lines, String name) {
        Thread thread = new Thread(
                () -> {
                    try (in) {
                        new LineSplitter(lines).addAll(in);
                    } catch (IOException e) {
                        // The program was ended with output still unread.
                        lines.accept("(output ended: " + e.getMessage() + ")");
                    }
                },
                "dryrun-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
