package dev.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of 50 MB are read by a Java with 256 MB. */
class LargeScriptTest {

    private static final int BYTES = 50 << 20;
    private static final String HEAP = "-Xmx256m";

    @TempDir
    private Path directory;

    @Test
    void many_statements_fit() throws Exception {
        String statement = "insert into orders (id, customer, note) values (1, 2, 'it''s; a note');\n";
        int count = BYTES / statement.length();
        Path file = write("", statement, count, "");
        assertThat(read(file)).isEqualTo(count + " steps, " + (long) count * (statement.length() - 2) + " characters");
    }

    @Test
    void many_rows_of_copy_fit() throws Exception {
        String row = "1\t2\tit's a note, with a \"quote\"\n";
        int count = BYTES / row.length();
        String copy = "copy orders from stdin";
        Path file = write(copy + ";\n", row, count, "\\.\nselect 1;\n");
        long characters = copy.length() + (long) count * row.length() + "select 1".length();
        assertThat(read(file)).isEqualTo("2 steps, " + characters + " characters");
    }

    @Test
    void one_large_statement_fits() throws Exception {
        String line = "  perform 1; -- and so on\n";
        int count = BYTES / line.length();
        assertThat(read(write("do $$ begin\n", line, count, "end $$;\n"))).startsWith("1 steps, ");
    }

    private Path write(String before, String line, int count, String after) throws IOException {
        Path file = directory.resolve("large.sql");
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write(before);
            for (int i = 0; i < count; i++) {
                out.write(line);
            }
            out.write(after);
        }
        return file;
    }

    private static String read(Path file) throws IOException, InterruptedException {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeScript.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(java.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return said;
    }
}
