package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTest {

    @Test
    void lines_are_put_together_from_any_pieces() {
        List<String> lines = new ArrayList<>();
        LineSplitter splitter = new LineSplitter(lines::add);
        byte[] bytes = "größe\n\nend".getBytes(StandardCharsets.UTF_8);
        for (byte each : bytes) {
            splitter.add(new byte[] {each}, 1);
        }
        splitter.end();

        assertThat(lines).containsExactly("größe", "", "end");
    }

    @Test
    void only_the_beginning_of_a_huge_line_is_kept() {
        List<String> lines = new ArrayList<>();
        byte[] bytes = "abcdef\ngh\n".getBytes(StandardCharsets.UTF_8);
        new LineSplitter(lines::add, 3).add(bytes, bytes.length);

        assertThat(lines).containsExactly("abc", "gh");
    }

    @Test
    void the_end_of_a_long_text_is_kept() {
        TextTail tail = new TextTail(7);
        List.of("one", "two", "six").forEach(tail);

        assertThat(tail.text()).isEqualTo("six\n");
        assertThat(TextTail.lastLines("a\nb\nc\n", 2)).isEqualTo("b\nc");
    }
}
