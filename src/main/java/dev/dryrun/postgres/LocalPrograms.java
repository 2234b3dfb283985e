package dev.dryrun.postgres;

import dev.dryrun.plan.NoVerdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the installed Postgres programs as the server's user, in the server's directory. */
final class LocalPrograms {

    private static final Duration STOP = Duration.ofSeconds(15);
    private static final Duration CLOCK_STEP = Duration.ofSeconds(10);

    private final Programs server;
    private final Programs restore;
    private final ServerUser user;
    private final PrivateDirectory directory;
    private final ProgramRun runs;

    /** Programs of the server's major, with a pg_restore that may be of a newer one. */
    LocalPrograms(Programs server, Programs restore, ServerUser user, PrivateDirectory directory) {
        this.server = server;
        this.restore = restore;
        this.user = user;
        this.directory = directory;
        this.runs = new ProgramRun(directory.path());
    }

    Programs server() {
        return server;
    }

    int restoreMajor() {
        return restore.major();
    }

    ServerUser user() {
        return user;
    }

    PrivateDirectory directory() {
        return directory;
    }

    ProgramResult run(ProgramCall call, Map<String, String> environment) {
        return runs.run(command(call), environment, call.deadline());
    }

    ProgramResult run(ProgramCall call, Map<String, String> environment, ProgramStreams streams) {
        return runs.run(command(call), environment, call.deadline(), streams);
    }

    ProgramResult run(Duration deadline, String program, String... arguments) {
        return run(ProgramCall.of(deadline, program, arguments), Map.of());
    }

    List<String> command(String program, String... arguments) {
        return command(ProgramCall.of(STOP, program, arguments));
    }

    /** Ends whatever still runs, apart from the server. */
    void endAll() {
        runs.endAll();
    }

    /** Ends the server without a checkpoint; its files are thrown away. */
    void stopAtOnce(Path data) {
        Optional<ProcessHandle> running = runningServer(data);
        if (running.isEmpty()) {
            return;
        }
        try {
            run(STOP, "pg_ctl", "-D", data.toString(), "-m", "immediate", "-w", "-t", "10", "stop");
        } catch (NoVerdict e) {
            // What is still there is killed below.
        }
        running.get().destroyForcibly();
    }

    /** A file's last 64 MB as text; empty where there is none. */
    String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            TextTail tail = new TextTail(TextTail.STDOUT_CHARS);
            new LineSplitter(tail).addAll(in);
            return tail.text();
        } catch (IOException e) {
            return "";
        }
    }

    private List<String> command(ProgramCall call) {
        List<String> command = new ArrayList<>();
        command.add(call.isPostgresProgram() ? programs(call).path(call.program()) : call.program());
        command.addAll(call.arguments());
        return user.command(command);
    }

    private Programs programs(ProgramCall call) {
        return call.program().equals("pg_restore") ? restore : server;
    }

    /**
     * The process of the server in this directory. Its number in postmaster.pid may be another process's by now (the
     * file outlives a reboot), so the start time in that file's third line has to agree.
     */
    private static Optional<ProcessHandle> runningServer(Path data) {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            long pid = Long.parseLong(lines.get(0).strip());
            Instant started = Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()));
            return ProcessHandle.of(pid)
                    .filter(process -> process.info()
                            .startInstant()
                            .filter(start ->
                                    Duration.between(start, started).abs().compareTo(CLOCK_STEP) < 0)
                            .isPresent());
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            // No file, or one that is just being written or removed: no server to stop.
            return Optional.empty();
        }
    }
}
