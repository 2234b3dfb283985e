package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DumpTextTest {

    @Test
    void lines_outside_rows_are_seen_and_may_be_replaced() throws IOException {
        String dump = "SET a = 1;\nCOPY t (x) FROM stdin;\nSET a = 1;\n\\N\n\\.\n\nSET a = 1;";

        assertThat(edited(dump))
                .isEqualTo("-- SET a = 1;\nCOPY t (x) FROM stdin;\nSET a = 1;\n\\N\n\\.\n\n-- SET a = 1;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'it''s\nSET a = 1;\n';\n",
                "SELECT E'it\\'s ''\\'\nSET a = 1;\n';\n",
                "SELECT ename'\nSET a = 1;\n';\n",
                "SELECT \"a\nSET a = 1;\n\";\n",
                "SELECT $$ '\nSET a = 1;\n$$;\n",
                "SELECT $b$ $$ $a$ $ $b\nSET a = 1;\n$b$;\n",
                "/* /* */\nSET a = 1;\n*/\n",
                "COPY \"a\nSET a = 1;\n\" FROM stdin;\nSET a = 1;\n\\.\n",
            })
    void a_line_in_a_quotation_or_a_comment_stays(String dump) throws IOException {
        assertThat(edited(dump + "SET a = 1;\n")).isEqualTo(dump + "-- SET a = 1;\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT '\\';\n",
                "SELECT name'\\';\n",
                "-- it's\n",
                "SELECT 1-1, a$b$c, $1;\n",
                "\\connect \"it's\n",
                "CREATE TABLE a (b text DEFAULT ''::text);\n",
                "COPY t FROM stdin;\r\nit's\r\n\\.\r\n",
                "COPY t (a) FROM stdin;\n\\.\n",
            })
    void what_looks_like_a_quotation_and_is_none_does_not_hide_the_next_line(String dump) throws IOException {
        assertThat(edited(dump + "SET a = 1;\n")).isEqualTo(dump + "-- SET a = 1;\n");
    }

    @Test
    void a_dump_of_any_line_lengths_comes_through_byte_for_byte() throws IOException {
        Random random = new Random(20261122);
        StringBuilder dump = new StringBuilder();
        for (int block = 0; block < 40; block++) {
            dump.append("INSERT INTO t VALUES ('").append(wide(random)).append("');\n");
            dump.append("COPY t (a) FROM stdin;\n");
            for (int row = random.nextInt(300); row > 0; row--) {
                dump.append(row % 97 == 0 ? wide(random) : "1\tà\\n")
                        .append("\r".repeat(row % 2))
                        .append('\n');
            }
            dump.append("\\.\n\n");
        }
        dump.append("SET a = 1;\nno line end");
        List<String> settings = new ArrayList<>();

        String read = read(dump.toString(), (line, inCode) -> {
            if (line.startsWith("SET")) {
                settings.add(line);
            }
            return line;
        });

        assertThat(read).isEqualTo(dump.toString());
        assertThat(settings).containsExactly("SET a = 1;");
    }

    @Test
    void rows_that_are_as_long_as_the_buffer_and_longer_end_where_they_end() throws IOException {
        for (int length : new int[] {65_534, 65_535, 65_536, 262_143, 262_144, 262_145, 1_000_000}) {
            String dump = "COPY t FROM stdin;\n" + "x".repeat(length) + "\nSET a = 1;\n\\.\n";

            assertThat(edited(dump + "SET a = 1;\n")).isEqualTo(dump + "-- SET a = 1;\n");
        }
    }

    private static String wide(Random random) {
        return "y".repeat(random.nextInt(10) == 0 ? random.nextInt(900_000) : random.nextInt(2_000));
    }

    private static String edited(String dump) throws IOException {
        return read(dump, (line, inCode) -> inCode && line.startsWith("SET") ? "-- " + line : line);
    }

    private static String read(String dump, DumpText.LineEditor editor) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DumpText text = new DumpText(new ByteArrayInputStream(dump.getBytes(StandardCharsets.UTF_8)), editor)) {
            text.transferTo(out);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
