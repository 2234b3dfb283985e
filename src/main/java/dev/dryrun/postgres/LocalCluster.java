package dev.dryrun.postgres;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.NoVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of a local server, and the starting and stopping of the server on them. */
final class LocalCluster {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration MAKE = Duration.ofMinutes(5);
    private static final Duration FLUSH = Duration.ofHours(2);
    private static final int FILES_AT_A_TIME = 500;
    private static final int TAIL_LINES = 15;

    private final ServerRequest request;
    private final LocalPrograms programs;
    private final PrivateDirectory directory;

    LocalCluster(ServerRequest request, LocalPrograms programs) {
        this.request = request;
        this.programs = programs;
        this.directory = programs.directory();
    }

    Path data() {
        return directory.resolve("data");
    }

    void create(ServerAddress address) throws IOException, Unavailable {
        directory.make();
        if (!test("-w", directory.path())) {
            throw new Unavailable(
                    "the user " + programs.user().name() + " cannot enter " + directory.path(),
                    "set TMPDIR to a directory that this user can enter");
        }
        Path password = directory.write("password", address.password());
        ProgramResult made = programs.run(
                MAKE,
                "initdb",
                "-D",
                data().toString(),
                "--no-sync",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--username=" + address.user(),
                "--pwfile=" + password);
        Files.delete(password);
        if (!made.succeeded()) {
            throw new Unavailable(
                    "initdb of " + programs.server().directory() + " failed: " + TextTail.lastLines(made.stderr(), 3),
                    made.stderr().contains("No space left on device")
                            ? "set TMPDIR to a directory with free space"
                            : "see the message of initdb");
        }
        Files.writeString(data().resolve("postgresql.conf"), "\ninclude 'dryrun.conf'\n", StandardOpenOption.APPEND);
    }

    /** The dump where the server's user can read it. */
    Path readableDump() throws IOException {
        Path dump = request.dump().path();
        if (request.dump().isStreamed()) {
            return dump;
        }
        List<Path> files = Files.isDirectory(dump) ? DirectoryDump.files(dump) : List.of(dump);
        if (canRead(files)) {
            return dump;
        }
        if (!Files.isDirectory(dump)) {
            return takeIn(dump, "dump");
        }
        Path taken = directory.makeDirectory("dump");
        for (Path file : files) {
            takeIn(file, "dump/" + file.getFileName());
        }
        return taken;
    }

    /** Asked in one go, and not for more files at a time than a command line holds. */
    private boolean canRead(List<Path> files) {
        String script = "for f do test -r \"$f\" || exit 1; done";
        for (int from = 0; from < files.size(); from += FILES_AT_A_TIME) {
            List<String> arguments = new ArrayList<>(List.of("-c", script, "sh"));
            files.subList(from, Math.min(files.size(), from + FILES_AT_A_TIME))
                    .forEach(each -> arguments.add(each.toString()));
            if (!programs.run(START, "sh", arguments.toArray(String[]::new)).succeeded()) {
                return false;
            }
        }
        return true;
    }

    private Path takeIn(Path file, String name) throws IOException {
        boolean linkHelps = Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        return directory.takeIn(file, name, linkHelps);
    }

    void start(Map<String, String> settings, ServerAddress address) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("listen_addresses", address.host());
        all.put("port", String.valueOf(address.port()));
        all.put("unix_socket_directories", "");
        try {
            directory.write("data/dryrun.conf", ServerSettings.file(all));
        } catch (IOException e) {
            throw new NoVerdict("could not write the server's settings: " + e.getMessage(), "see TMPDIR", e);
        }
        // pg_ctl gives the server a session of its own, so that Ctrl-C reaches us first and not the server.
        String seconds = String.valueOf(START.toSeconds());
        if (!control(START.plusSeconds(5), "-w", "-t", seconds, "-l", logFile().toString(), "start")
                .succeeded()) {
            throw notStarted(settings);
        }
    }

    /** Stops the server with a checkpoint and writes its files to disk. */
    void stop() {
        String seconds = String.valueOf(FLUSH.toSeconds());
        require(control(FLUSH, "-m", "fast", "-w", "-t", seconds, "stop"), "stop");
        require(programs.run(FLUSH, "initdb", "--sync-only", "-D", data().toString()), "sync the files of");
    }

    String log() {
        return programs.text(logFile());
    }

    String logTail() {
        return "the server's log ends\n" + TextTail.lastLines(log(), TAIL_LINES);
    }

    private RuntimeException notStarted(Map<String, String> settings) {
        if (ServerSettings.include(settings, request.plan().settings())) {
            return new BadInput(
                    "the server does not start with " + request.plan().settings(), logTail());
        }
        return new NoVerdict("the local server does not start", logTail());
    }

    private ProgramResult control(Duration deadline, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-D", data().toString()));
        all.addAll(List.of(arguments));
        return programs.run(deadline, "pg_ctl", all.toArray(String[]::new));
    }

    private void require(ProgramResult result, String action) {
        if (!result.succeeded()) {
            throw new NoVerdict(
                    "could not " + action + " the local server: " + TextTail.lastLines(result.stderr(), 3), logTail());
        }
    }

    private boolean test(String question, Path path) {
        return programs.run(START, "sh", "-c", "test " + question + " \"$1\"", "sh", path.toString())
                .succeeded();
    }

    private Path logFile() {
        return directory.resolve("server.log");
    }
}
