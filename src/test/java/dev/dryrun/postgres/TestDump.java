package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Small dumps: plain ones written by hand, archives made by pg_dump of a local server. */
final class TestDump {

    private static final String HEAD = """
            --
            -- PostgreSQL database dump
            --

            -- Dumped from database version %s
            -- Dumped by pg_dump version %s

            SET statement_timeout = 0;
            SET client_encoding = 'UTF8';
            SET standard_conforming_strings = on;
            SELECT pg_catalog.set_config('search_path', '', false);

            """;
    private static final String END = """

            --
            -- PostgreSQL database dump complete
            --
            """;

    private TestDump() {}

    static Dump empty() {
        try {
            Path file = Files.createTempFile("empty", ".sql");
            try {
                return Dump.read(plain(file, ""));
            } finally {
                // A plain dump is read by us alone, and this one never again.
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path plain(Path file, String statements) throws IOException {
        return Files.writeString(file, HEAD.formatted("15.4", "15.4") + statements + END);
    }

    /** Dumps a database that these statements fill, with what pg_dump is told by the options. */
    static Path dumped(Path file, String create, String statements, String... options) throws Exception {
        try (PostgresServer server = filled(create, statements)) {
            return dump(server, file, options);
        }
    }

    /** A server with a database {@code shop} that these statements fill. */
    static PostgresServer filled(String create, String statements) throws SQLException {
        PostgresServer server = TestServer.start();
        execute(server, "postgres", create);
        execute(server, "shop", statements);
        return server;
    }

    static Path dump(PostgresServer server, Path file, String... options) throws IOException {
        Path shared = Files.createTempDirectory(
                "test-dump", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        try {
            Path made = shared.resolve("made");
            List<String> all = new ArrayList<>(List.of(options));
            all.addAll(List.of("--file=" + made, "shop"));
            ProgramResult result =
                    server.run(ProgramCall.of(Duration.ofMinutes(1), "pg_dump", all.toArray(String[]::new)));
            assertThat(result.stderr()).isEmpty();
            move(made, file);
        } finally {
            Files.delete(shared);
        }
        return file;
    }

    /** A file, or a directory with its files. */
    private static void move(Path from, Path to) throws IOException {
        if (Files.isDirectory(from)) {
            Files.createDirectory(to);
            for (Path file : DirectoryDump.files(from)) {
                Files.copy(file, to.resolve(file.getFileName()));
                Files.delete(file);
            }
        } else {
            Files.copy(from, to);
        }
        Files.delete(from);
    }

    static void execute(PostgresServer server, String database, String sql) throws SQLException {
        try (Connection connection = server.connect(database, "test");
                Statement statement = connection.createStatement()) {
            for (String each : sql.split(";\n")) {
                statement.execute(each);
            }
        }
    }
}
