package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dryrun.plan.BadInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is missing or broken in a dump is seen before a server is started. */
class DamagedDumpTest {

    @TempDir
    Path directory;

    @Test
    void a_compressed_dump_that_was_cut_is_damaged() throws IOException {
        byte[] sql = Files.readAllBytes(TestDump.plain(directory.resolve("x.sql"), "SELECT 1;\n".repeat(2_000)));
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write(sql);
        }
        ByteArrayOutputStream zstd = new ByteArrayOutputStream();
        try (com.github.luben.zstd.ZstdOutputStream out = new com.github.luben.zstd.ZstdOutputStream(zstd)) {
            // As the zstd program does; without it a changed byte is not seen.
            out.setChecksum(true);
            out.write(sql);
        }

        for (byte[] whole : new byte[][] {gzip.toByteArray(), zstd.toByteArray()}) {
            assertThat(Dump.read(file(whole)).format()).isEqualTo(DumpFormat.PLAIN);
            for (int missing : new int[] {1, 5, 9, whole.length / 2, whole.length - 8}) {
                assertDamaged(file(Arrays.copyOf(whole, whole.length - missing)));
            }
            byte[] changed = whole.clone();
            changed[whole.length / 2] ^= 0x55;
            assertDamaged(file(changed));
        }
    }

    @Test
    void a_compressed_file_of_something_else_is_no_dump() throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write("SELECT 1;\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThatThrownBy(() -> Dump.read(file(gzip.toByteArray())))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("not a dump");
    }

    @Test
    void a_directory_without_one_of_its_files_is_damaged() throws IOException {
        Files.write(directory.resolve("toc.dat"), toc("3001.dat", "blobs.toc"));
        Files.writeString(directory.resolve("blobs.toc"), "16400 blob_16400.dat\n");
        Files.writeString(directory.resolve("blob_16400.dat"), "");
        Files.writeString(directory.resolve("3001.dat"), "1\n\\.\n\n\n");

        Dump whole = Dump.read(directory);
        assertThat(whole.format()).isEqualTo(DumpFormat.DIRECTORY);
        assertThat(whole.bytes())
                .isEqualTo(Files.size(directory.resolve("toc.dat")) + "1\n\\.\n\n\n16400 blob_16400.dat\n".length());

        Files.writeString(directory.resolve("3001.dat"), "1\n");
        assertThatThrownBy(() -> Dump.read(directory)).hasMessageContaining("3001.dat is damaged: its end is missing");
        Files.delete(directory.resolve("3001.dat"));
        assertThatThrownBy(() -> Dump.read(directory))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("is damaged: 3001.dat is missing from it");
        Files.write(directory.resolve("3001.dat.gz"), new byte[17]);
        assertThatThrownBy(() -> Dump.read(directory)).hasMessageContaining("3001.dat.gz is damaged");
        Files.write(directory.resolve("3001.dat.gz"), new byte[40]);
        Files.delete(directory.resolve("blob_16400.dat"));
        assertThatThrownBy(() -> Dump.read(directory)).hasMessageContaining("blob_16400.dat is missing");
        Files.delete(directory.resolve("toc.dat"));
        assertThatThrownBy(() -> Dump.read(directory)).hasMessageContaining("directory without toc.dat");
    }

    @Test
    void the_digest_of_a_directory_is_what_sha256sum_gives() throws Exception {
        Files.write(directory.resolve("toc.dat"), toc("3001.dat"));
        Files.writeString(directory.resolve("3001.dat"), "1\n\\.\n\n\n");
        Process process = new ProcessBuilder("sh", "-c", "LC_ALL=C sha256sum * | sha256sum")
                .directory(directory.toFile())
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

        assertThat(printed).startsWith(Dump.read(directory).sha256());
    }

    @Test
    void a_tar_dump_that_was_cut_or_lacks_a_member_is_damaged() throws IOException {
        byte[] whole = tar("toc.dat", "3001.dat");

        assertThat(Dump.read(file(whole)).format()).isEqualTo(DumpFormat.TAR);
        for (int length : new int[] {600, 1024, 1100, whole.length - 1024}) {
            assertDamaged(file(Arrays.copyOf(whole, length)));
        }
        assertThatThrownBy(() -> Dump.read(file(tar("toc.dat", "3002.dat"))))
                .hasMessageContaining("3001.dat is missing from it");
        assertThatThrownBy(() -> Dump.read(file(tar("dump/toc.dat", "dump/3001.dat"))))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("tar archive that pg_dump did not write");
    }

    private static void assertDamaged(Path file) {
        assertThatThrownBy(() -> Dump.read(file)).isInstanceOf(BadInput.class).hasMessageContaining("damaged");
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(directory.resolve("test.dump"), content);
    }

    private static byte[] tar(String... members) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String member : members) {
            byte[] content = member.endsWith("toc.dat") ? toc("3001.dat") : new byte[700];
            byte[] head = new byte[512];
            System.arraycopy(member.getBytes(StandardCharsets.US_ASCII), 0, head, 0, member.length());
            byte[] size = "%011o".formatted(content.length).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(size, 0, head, 124, size.length);
            System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, head, 257, 5);
            out.writeBytes(head);
            out.writeBytes(Arrays.copyOf(content, (content.length + 511) / 512 * 512));
        }
        out.writeBytes(new byte[1024]);
        return out.toByteArray();
    }

    /** The head of a table of contents, and the names of files as its entries store them. */
    private static byte[] toc(String... names) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("PGDMP".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[] {1, 14, 0, 4, 8, 3});
        for (int field = 0; field < 8; field++) {
            out.writeBytes(new byte[5]);
        }
        for (String text : new String[] {"shop", "15.4", "15.4"}) {
            text(out, text);
        }
        for (String name : names) {
            text(out, name);
        }
        return out.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.write(0);
        out.writeBytes(ByteBuffer.allocate(4)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putInt(text.length())
                .array());
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
