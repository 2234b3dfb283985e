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
}
