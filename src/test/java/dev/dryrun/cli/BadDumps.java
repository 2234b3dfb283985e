package dev.dryrun.cli;

import static dev.dryrun.cli.BadCase.noVerdict;
import static dev.dryrun.cli.BadCase.passes;
import static dev.dryrun.cli.BadCase.refused;
import static dev.dryrun.cli.Ground.bytes;
import static dev.dryrun.cli.Ground.cut;
import static dev.dryrun.cli.Ground.fixture;
import static dev.dryrun.cli.Ground.flipped;
import static dev.dryrun.cli.Ground.gzip;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Dumps that are damaged, of another kind, or odd. */
final class BadDumps {

    private BadDumps() {}

    static Stream<BadCase> all() {
        return Stream.of(noDumps(), damagedArchives(), damagedDirectories(), otherFormats(), parts(), odd())
                .flatMap(List::stream);
    }

    private static List<BadCase> noDumps() {
        return List.of(
                refused("no such dump", on -> on.dump(on.directory().resolve("none.dump")), "none.dump does not exist"),
                refused("an empty dump", on -> on.dump(on.file("x.dump", "")), "x.dump is not a dump: it is empty"),
                refused("random bytes", on -> on.dump(on.file("x.dump", "\u0001\u0002??")), "x.dump is not a dump"),
                refused(
                        "gzip of something else",
                        on -> on.dump(on.file("x.gz", gzip("hello".getBytes(UTF_8)))),
                        "x.gz is not a dump",
                        "made with pg_dump"),
                refused(
                        "a tar archive of something else",
                        on -> on.dump(on.file("x.tar", renamed(bytes("little.tar")))),
                        "x.tar is a tar archive that pg_dump did not write"),
                refused(
                        "a migration for a dump",
                        on -> on.dump(on.file("x.sql", "CREATE TABLE a (id int);\n")),
                        "x.sql is not a dump that pg_dump wrote"),
                refused(
                        "a directory without toc.dat",
                        on -> on.dump(on.file("dir/1.dat", "").getParent()),
                        "dir is a directory"),
                refused(
                        "a dump compressed with lz4",
                        on -> on.dump(on.file("x.lz4", new byte[] {4, 0x22, 0x4d, 0x18, 1, 2, 3})),
                        "compressed with lz4",
                        "lz4 -d"),
                refused("a pipe", on -> on.dump(pipe(on)), "is not a regular file"),
                refused(
                        "the dump's text as PowerShell writes it",
                        on -> on.dump(on.file(
                                "x.sql", "\ufeff-- PostgreSQL".getBytes(java.nio.charset.StandardCharsets.UTF_16LE))),
                        "UTF-16"));
    }

    private static List<BadCase> damagedArchives() {
        return List.of(
                refused(
                        "cut in the header",
                        on -> on.dump(on.file("x.dump", cut(bytes("little.dump"), 9))),
                        "x.dump is damaged"),
                refused(
                        "cut in the table of contents",
                        on -> on.dump(on.file("x.dump", cut(bytes("little.dump"), 700))),
                        "x.dump is damaged"),
                refused(
                        "cut in the data",
                        on -> on.dump(on.file("x.dump", cut(bytes("little.dump"), 1_700))),
                        "x.dump is damaged"),
                refused(
                        "a bit flipped in the header",
                        on -> on.dump(on.file("x.dump", flipped(bytes("little.dump"), 8))),
                        "x.dump"),
                refused(
                        "a bit flipped in the table of contents",
                        on -> on.dump(on.file("x.dump", flipped(bytes("little.dump"), 650))),
                        "x.dump"),
                refused(
                        "a bit flipped in the data",
                        on -> on.dump(on.file("x.dump", flipped(bytes("little.dump"), 1_800))),
                        "x.dump is damaged"),
                refused(
                        "a newer version of the archive",
                        on -> on.dump(on.file("x.dump", newer(bytes("little.dump")))),
                        "x.dump.*(newer|version)"));
    }

    private static List<BadCase> damagedDirectories() {
        return List.of(
                refused(
                        "a directory without its data",
                        on -> {
                            Path copy = on.copyOfDirectory();
                            Files.delete(copy.resolve("3340.dat.gz"));
                            return on.dump(copy);
                        },
                        "3340.dat is missing"),
                refused(
                        "a directory with cut data",
                        on -> {
                            Path data = on.copyOfDirectory().resolve("3340.dat.gz");
                            Files.write(data, cut(Files.readAllBytes(data), 200));
                            return on.dump(data.getParent());
                        },
                        "damaged"));
    }

    private static List<BadCase> otherFormats() {
        return List.of(
                refused(
                        "a cut tar",
                        on -> on.dump(on.file("x.tar", cut(bytes("little.tar"), 3_000))),
                        "x.tar is damaged"),
                refused(
                        "plain SQL cut in its rows",
                        on -> on.dump(on.file("x.sql", cut(bytes("little.sql"), 1_200))),
                        "x.sql is damaged: the end of the dump is missing"),
                refused(
                        "gzip cut in the middle",
                        on -> on.dump(on.file("x.gz", cut(gzip(bytes("little.sql")), 500))),
                        "x.gz is damaged"),
                refused(
                        "plain SQL with a broken statement",
                        on -> on.dump(on.file(
                                "x.sql",
                                Files.readString(fixture("little.sql")).replace("ALTER TABLE", "ALTER TUBLE"))),
                        "restoring .*x.sql failed: .*x.sql:\\d+: ERROR:  syntax error at or near \"TUBLE\"",
                        "mend the dump"));
    }

    private static List<BadCase> parts() {
        return List.of(
                refused(
                        "what pg_dumpall wrote",
                        on -> on.dump(fixture("little-all.sql")),
                        "little-all.sql .*pg_dumpall",
                        "pg_dump "),
                refused(
                        "data only, as an archive",
                        on -> on.dump(fixture("little-data.dump")),
                        "little-data.dump holds data only",
                        "without --data-only"),
                refused(
                        "data only, as plain SQL",
                        on -> on.dump(fixture("little-data.sql")),
                        "little-data.sql holds data only",
                        "without --data-only"),
                noVerdict(
                        "a Postgres that is not installed",
                        on -> on.dump(fixture("little.dump"), "--postgres-version=99"),
                        "Postgres 99 is needed",
                        "install the server programs"));
    }

    private static List<BadCase> odd() {
        return List.of(
                passes(
                        "LATIN1, in custom format",
                        on -> change(on, "latin1.dump", "\"straße\""),
                        "public.\"straße\"",
                        "server_encoding = LATIN1",
                        "errors. \\| 0 \\| 0 "),
                passes(
                        "SQL_ASCII, as plain SQL",
                        on -> loadless(change(on, "ascii.sql", "people")),
                        "public.people",
                        "server_encoding = SQL_ASCII"),
                passes(
                        "names with quotes, emoji and a newline",
                        on -> change(on, "odd.dump", "\"it's 🐘\".\"a \"\"quoted\"\"\nname\""),
                        "public|it's 🐘"));
    }

    /** A step that takes a strong lock, under a load that uses what can be used. */
    private static List<String> change(Ground on, String dump, String table) throws IOException {
        Path migration = on.file("change.sql", "ALTER TABLE " + table + " ADD COLUMN more int;\n");
        return on.run(
                fixture(dump), migration, "--load=auto", "--load-connections=2", "--warm-up=500ms", "--cool-down=0s");
    }

    private static List<String> loadless(List<String> arguments) {
        return arguments.stream()
                .filter(each -> !each.startsWith("--load") && !each.startsWith("--warm-up"))
                .collect(() -> new ArrayList<>(List.of("--load=none")), List::add, List::addAll);
    }

    private static Path pipe(Ground on) throws IOException {
        Path pipe = on.directory().resolve("pipe");
        try {
            new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
            return pipe;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] renamed(byte[] tar) {
        byte[] other = tar.clone();
        other[0] = 'x';
        return other;
    }

    /** As a pg_dump of years to come would write it. */
    private static byte[] newer(byte[] archive) {
        byte[] newer = archive.clone();
        newer[6] = 99;
        return newer;
    }
}
