package dev.dryrun.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownTest {

    @Test
    void text_cannot_start_html_emphasis_code_links_or_cells() {
        assertThat(Markdown.text("<b> & *a* `b` [c](d) |e| ~f~ \\"))
                .isEqualTo("&lt;b&gt; &amp; \\*a\\* \\`b\\` \\[c\\](d) \\|e\\| \\~f\\~ \\\\");
    }

    @Test
    void underscores_inside_names_stay_readable() {
        assertThat(Markdown.text("order_items _x_")).isEqualTo("order_items \\_x\\_");
    }

    @Test
    void text_stays_in_its_line() {
        assertThat(Markdown.text(" a\r\n\u001b b\t")).isEqualTo("a b");
    }

    @Test
    void code_is_fenced_by_more_backticks_than_it_has() {
        assertThat(Markdown.code("a b")).isEqualTo("`a b`");
        assertThat(Markdown.code("a``b")).isEqualTo("```a``b```");
        assertThat(Markdown.code("`a")).isEqualTo("`` `a ``");
        assertThat(Markdown.code(" ")).isEmpty();
    }

    @Test
    void code_with_a_pipe_does_not_end_its_cell() {
        assertThat(Markdown.code("a | <b>")).isEqualTo("<code>a \\| &lt;b&gt;</code>");
    }

    @Test
    void a_block_is_fenced_by_more_backticks_than_it_has() {
        assertThat(Markdown.fence("sql", "SELECT 1")).isEqualTo("```sql\nSELECT 1\n```\n\n");
        assertThat(Markdown.fence("sql", "a\n````\nb")).isEqualTo("`````sql\na\n````\nb\n`````\n\n");
    }

    @Test
    void headings_over_numbers_are_set_flush_right() {
        assertThat(Markdown.head("Lock", "Held:")).isEqualTo("| Lock | Held |\n| --- | ---: |\n");
    }

    @Test
    void nobody_is_told_and_no_issue_is_linked() {
        assertThat(Markdown.text("@octocat a@b #12 GH-3 # @"))
                .isEqualTo("@\u200Boctocat a@\u200Bb #\u200B12 GH\u200B-3 # @");
        assertThat(Markdown.html("@a")).isEqualTo("@\u200Ba");
        assertThat(Markdown.code("@a #1")).isEqualTo("`@a #1`");
    }

    @Test
    void marks_that_turn_the_direction_of_writing_are_seen() {
        assertThat(Markdown.text("a\u202Eb")).isEqualTo("a\uFFFDb");
        assertThat(Markdown.code("a\u2066b")).isEqualTo("`a\uFFFDb`");
        assertThat(Markdown.fence("sql", "a\u202E\u001b\n\tb")).isEqualTo("```sql\na\uFFFD\uFFFD\n\tb\n```\n\n");
    }

    @Test
    void an_endless_message_is_cut() {
        assertThat(Markdown.text("a".repeat(1_000_000))).hasSize(600).endsWith("…");
    }
}
