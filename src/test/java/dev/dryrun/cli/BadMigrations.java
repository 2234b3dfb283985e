package dev.dryrun.cli;

import static dev.dryrun.cli.BadCase.passes;
import static dev.dryrun.cli.BadCase.refused;
import static dev.dryrun.cli.BadCase.stepFails;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Migrations that cannot be read or run, or are of a size that nobody expects. */
final class BadMigrations {

    private BadMigrations() {}

    static Stream<BadCase> all() {
        return Stream.of(unreadable(), unterminated(), includes(), directories(), commands(), running())
                .flatMap(List::stream);
    }

    private static List<BadCase> unreadable() {
        return List.of(
                refused(
                        "no such migration",
                        on -> on.run(Ground.fixture("little.dump"), Path.of("none.sql")),
                        "none.sql does not exist"),
                refused(
                        "an empty migration",
                        on -> on.migration(""),
                        "no statement in .*migration.sql",
                        "at least one SQL statement"),
                refused(
                        "a migration of comments",
                        on -> on.migration("-- nothing\n/* at /* all */ */ ;;\n"),
                        "no statement in .*migration.sql"),
                refused(
                        "a migration with a NUL byte",
                        on -> on.migration("SELECT 1;\nSELECT '\0';\n"),
                        "migration.sql holds a NUL byte, in line 2"),
                refused(
                        "UTF-16",
                        on -> on.migration("SELECT 1;\n".getBytes(UTF_16)),
                        "migration.sql is UTF-16 text",
                        "convert it to UTF-8"),
                refused(
                        "UTF-16 without its mark",
                        on -> on.migration("SELECT 1;\n".getBytes(UTF_16LE)),
                        "migration.sql holds a NUL byte, in line 1",
                        "UTF-16"),
                refused(
                        "Latin-1",
                        on -> on.migration("SELECT 'Müller';\n".getBytes(ISO_8859_1)),
                        "migration.sql is not UTF-8 text",
                        "convert it to UTF-8"),
                refused(
                        "a dump for a migration",
                        on -> on.migration(Ground.bytes("little.dump")),
                        "migration.sql.*(UTF-8|NUL)"));
    }

    private static List<BadCase> unterminated() {
        return List.of(
                refused(
                        "a quote without its end",
                        on -> on.migration("SELECT 1;\nSELECT 'x;\n"),
                        "migration.sql:2: unterminated quoted string",
                        "close it with '"),
                refused(
                        "a name without its end",
                        on -> on.migration("SELECT 1;\nSELECT \"x;\n"),
                        "migration.sql:2: unterminated"),
                refused(
                        "a dollar quote without its end",
                        on -> on.migration("\n\nDO $body$ BEGIN END;\n"),
                        "migration.sql:3: unterminated dollar-quoted string",
                        "close it with the tag"),
                refused(
                        "a comment without its end",
                        on -> on.migration("SELECT 1; /* /* */\n"),
                        "migration.sql:1: unterminated comment",
                        "close it with \\*/"),
                refused(
                        "a body without its end",
                        on -> on.migration("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1;"),
                        "migration.sql:1: "),
                refused(
                        "\\if without \\endif",
                        on -> on.migration("\\if true\nSELECT 1;\n"),
                        "migration.sql:1: .*\\\\endif"),
                refused(
                        "an unknown command",
                        on -> on.migration("\\nonsense\nSELECT 1;\n"),
                        "migration.sql:1: .*\\\\nonsense"),
                refused("a shell command", on -> on.migration("\\! rm -rf x\nSELECT 1;\n"), "migration.sql:1: .*\\\\!"),
                refused(
                        "another database",
                        on -> on.migration("\\connect other\nSELECT 1;\n"),
                        "migration.sql:1: .*\\\\connect"),
                refused("a variable without a name", on -> on.options("--set", "=1"), "--set =1"));
    }

    private static List<BadCase> includes() {
        return List.of(
                refused(
                        "an included file that is missing",
                        on -> on.migration("SELECT 1;\n\\ir none.sql\n"),
                        "migration.sql:2: .*none.sql does not exist",
                        "check the path"),
                refused(
                        "a file that includes itself",
                        on -> on.migration("\\ir migration.sql\n"),
                        "migration.sql:1: .*includes itself|already"),
                refused(
                        "a circle of includes",
                        on -> {
                            on.file("b.sql", "\\ir migration.sql\n");
                            return on.migration("SELECT 1;\n\\ir b.sql\n");
                        },
                        "b.sql:1: "),
                refused(
                        "a directory that is included",
                        on -> on.migration("\\ir ../" + on.directory().getFileName() + "\n"),
                        "is no regular file"));
    }

    private static List<BadCase> directories() {
        return List.of(
                refused(
                        "an empty directory",
                        on -> on.run(
                                Ground.fixture("little.dump"),
                                Files.createDirectory(on.directory().resolve("none"))),
                        "none holds no migration",
                        "\\.sql"),
                refused(
                        "two migrations of one version",
                        on -> on.run(Ground.fixture("little.dump"), directory(on, "V1__a.sql", "V1__b.sql")),
                        "V1__a.sql.*V1__b.sql|V1__b.sql.*V1__a.sql"),
                refused(
                        "a migration in a directory with a fault",
                        on -> on.run(
                                Ground.fixture("little.dump"),
                                on.file("all/1_a.sql", "SELECT 'x").getParent()),
                        "1_a.sql:1: "));
    }

    private static List<BadCase> commands() {
        return List.of(
                refused(
                        "a tool that is not there",
                        on -> command(on, "no-such-tool migrate"),
                        "no-such-tool was not found",
                        "PATH"),
                refused(
                        "a command and a script",
                        on -> on.options("--migration-command=true"),
                        "takes the place of --migration"));
    }

    private static List<BadCase> running() {
        return List.of(
                stepFails(
                        "rows that are none",
                        on -> on.migration("COPY orders FROM STDIN;\n1\tone\tmore\n\\.\n"),
                        "22P04",
                        "extra data"),
                refused(
                        "100,000 statements, of which the last has no end",
                        on -> on.migration("SELECT 1;\n".repeat(99_999) + "SELECT 'x"),
                        "migration.sql:100000: unterminated quoted string"),
                passes(
                        "a statement of 50 MB",
                        on -> on.migration("SELECT length('" + "x".repeat(50 << 20) + "');\n", "--report=json"),
                        "SELECT length"));
    }

    private static Path directory(Ground on, String... names) throws IOException {
        Path file = on.directory();
        for (String name : names) {
            file = on.file("all/" + name, Ground.CALM);
        }
        return file.getParent();
    }

    private static List<String> command(Ground on, String command) throws IOException {
        List<String> arguments = on.options("--migration-command=" + command);
        return arguments.stream()
                .filter(each -> !each.startsWith("--migration="))
                .toList();
    }
}
