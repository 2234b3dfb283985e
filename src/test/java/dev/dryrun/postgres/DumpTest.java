package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dryrun.plan.BadInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DumpTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "10, 9.0.23, 9.0.23, 9",
        "13, 10.23, 10.23, 10",
        "14, 13.5 (Debian), 15.18, 13",
        "15, 15.4, 16.1, 15",
        "16, 17beta1, 18.0, 17"
    })
    void the_head_of_an_archive_is_read_for_every_version(int minor, String server, String pgDump, int major)
            throws IOException {
        Dump dump = Dump.read(file(archive(minor, 1, server, pgDump)));

        assertThat(dump.format()).isEqualTo(DumpFormat.CUSTOM);
        assertThat(dump.serverVersion()).isEqualTo(server);
        assertThat(dump.serverMajor()).isEqualTo(major);
        assertThat(dump.dumpedByMajor()).isEqualTo(DumpHeader.major(pgDump));
        assertThat(dump.database()).contains("shop");
        assertThat(dump.databaseName()).isEqualTo("shop");
        assertThat(dump.bytes()).isEqualTo(Files.size(dump.path()));
    }

    @Test
    void an_archive_cut_off_in_its_head_is_damaged() throws IOException {
        byte[] whole = archive(14, 1, "15.4", "15.4");
        for (int length : new int[] {5, 7, 11, 30, whole.length - 1}) {
            assertRefused(Arrays.copyOf(whole, length), "damaged");
        }
    }

    @Test
    void other_archive_formats_and_versions_are_refused() throws IOException {
        assertRefused(archive(14, 3, "15.4", "15.4"), "table of contents of a dump in directory format");
        assertRefused(archive(17, 1, "19.1", "19.1"), "does not know");
    }

    @Test
    void a_plain_dump_is_recognised_by_its_comments_behind_restrict_too() throws IOException {
        Path file = TestDump.plain(directory.resolve("my.app.sql"), "CREATE TABLE a ();\n");
        Files.writeString(
                file,
                Files.readString(file).replace("-- Dumped from", "\\restrict AbC\n\n-- Dumped from"),
                StandardCharsets.UTF_8);

        Dump dump = Dump.read(file);

        assertThat(dump.format()).isEqualTo(DumpFormat.PLAIN);
        assertThat(dump.serverMajor()).isEqualTo(15);
        assertThat(dump.databaseName()).isEqualTo("my");
        assertThat(dump.sha256()).matches("[0-9a-f]{64}");
    }

    @Test
    void a_plain_dump_made_with_create_names_its_database() throws IOException {
        Path file =
                TestDump.plain(directory.resolve("x.sql"), "CREATE DATABASE \"The Shop\" WITH TEMPLATE = template0;\n");

        assertThat(Dump.read(file).database()).contains("The Shop");
    }

    @Test
    void a_plain_dump_without_its_end_is_damaged() throws IOException {
        String whole = Files.readString(TestDump.plain(directory.resolve("x.sql"), "CREATE TABLE a ();\n"));

        assertRefused(whole.substring(0, whole.length() - 20).getBytes(StandardCharsets.UTF_8), "damaged");
    }

    @Test
    void what_is_not_a_dump_is_refused() throws IOException {
        assertRefused(new byte[0], "empty");
        assertRefused("SELECT 1;\n".getBytes(StandardCharsets.UTF_8), "not a dump");
        assertRefused(new byte[] {4, 0x22, 0x4d, 0x18, 0}, "compressed with lz4");
        assertRefused("BZh9".getBytes(StandardCharsets.US_ASCII), "compressed with bzip2");
        assertRefused("--\n-- PostgreSQL database dump".getBytes(StandardCharsets.UTF_16), "UTF-16");
        assertRefused("--\n-- PostgreSQL database cluster dump\n--\n".getBytes(StandardCharsets.UTF_8), "pg_dumpall");
        assertThatThrownBy(() -> Dump.read(directory)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Dump.read(directory.resolve("nowhere")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("does not exist");
    }

    private void assertRefused(byte[] content, String message) throws IOException {
        Path file = file(content);
        assertThatThrownBy(() -> Dump.read(file)).isInstanceOf(BadInput.class).hasMessageContaining(message);
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(directory.resolve("test.dump"), content);
    }

    private static byte[] archive(int minor, int format, String server, String pgDump) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("PGDMP".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[] {1, (byte) minor, 0, 4, 8, (byte) format});
        if (minor >= 15) {
            out.write(1);
        } else {
            number(out, -1);
        }
        for (int field : new int[] {1, 2, 3, 4, 5, 126, 0}) {
            number(out, field);
        }
        text(out, "shop");
        text(out, server);
        text(out, pgDump);
        return out.toByteArray();
    }

    private static void number(ByteArrayOutputStream out, int value) {
        out.write(value < 0 ? 1 : 0);
        for (int place = 0; place < 4; place++) {
            out.write(Math.abs(value) >> (8 * place));
        }
    }

    private static void text(ByteArrayOutputStream out, String text) {
        number(out, text.length());
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
