package dev.dryrun.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Postgres server of the installed programs in a temporary directory, on loopback only, removed by the close. */
final class LocalPostgres implements AutoCloseable {

    private static final Path INSTALLATIONS = Path.of("/usr/lib/postgresql");
    private static final String USER = "postgres";

    private final Path directory;
    private final Path programs;
    private final int port;

    private LocalPostgres(Path directory, Path programs, int port) {
        this.directory = directory;
        this.programs = programs;
        this.port = port;
    }

    static LocalPostgres start() throws IOException {
        return start("");
    }

    /** With further options of the server's command line. */
    static LocalPostgres start(String more) throws IOException {
        LocalPostgres server = new LocalPostgres(Files.createTempDirectory("dryrun-load"), newest(), freePort());
        if (isRoot()) {
            run(List.of("chown", USER, server.directory.toString()));
        }
        server.program("initdb", "-A", "trust", "-U", USER, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        String options = "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -p " + server.port
                + " " + more;
        server.program("pg_ctl", "-w", "-l", server.directory.resolve("log").toString(), "-o", options, "start");
        return server;
    }

    LoadTarget target() {
        return target("postgres");
    }

    LoadTarget target(String database) {
        return new LoadTarget("jdbc:postgresql://127.0.0.1:" + port + "/" + database, USER, "");
    }

    int port() {
        return port;
    }

    /** One of its programs. */
    Path programPath(String name) {
        return programs.resolve(name);
    }

    Connection connect() throws SQLException {
        return connect("postgres");
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(target(database).jdbcUrl(), USER, "");
    }

    void execute(String sql) throws SQLException {
        execute("postgres", sql);
    }

    /** Restores a dump into a database that exists. */
    void restore(String database, Path dump) throws IOException {
        run(List.of(
                programs.resolve("pg_restore").toString(),
                "--no-owner",
                "--no-privileges",
                "--dbname=postgresql://" + USER + "@127.0.0.1:" + port + "/" + database,
                dump.toString()));
    }

    void execute(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException {
        program("pg_ctl", "-m", "immediate", "-w", "stop");
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void program(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            // Postgres refuses to run as root.
            command.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
        }
        command.add(programs.resolve(name).toString());
        command.addAll(List.of("-D", directory.resolve("data").toString()));
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) throws IOException {
        Path output = Files.createTempFile("dryrun-load", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + Files.readString(output));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while running " + command.get(0), interrupted);
        } finally {
            Files.delete(output);
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static Path newest() throws IOException {
        try (Stream<Path> majors = Files.list(INSTALLATIONS)) {
            return majors.filter(major -> Files.isExecutable(major.resolve("bin/initdb")))
                    .max(Comparator.comparingInt(
                            major -> Integer.parseInt(major.getFileName().toString())))
                    .orElseThrow(() -> new IOException("no Postgres programs in " + INSTALLATIONS))
                    .resolve("bin");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
