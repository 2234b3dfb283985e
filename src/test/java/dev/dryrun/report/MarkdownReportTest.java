package dev.dryrun.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownReportTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "passed",
                "breached",
                "step-failed",
                "incomplete",
                "no-load",
                "nasty",
                "long",
                "files",
                "command",
                "disturbed"
            })
    void the_text_is_as_accepted(String sample) throws IOException {
        Golden.assertMatches(
                sample + ".md", MarkdownReport.render(SampleReports.all().get(sample)));
    }

    @Test
    void the_verdict_comes_first() {
        List<String> lines =
                MarkdownReport.render(SampleReports.breached()).lines().toList();
        assertThat(lines.get(2))
                .startsWith("**BREACHED.** Step 2 would have stopped all reads and writes of public.orders for");
        assertThat(lines.get(4)).isEqualTo("- Step 2 blocked reads of public.orders for up to 3.24 s (limit 500 ms).");
    }

    @Test
    void every_row_of_a_table_has_the_cells_of_its_head() {
        SampleReports.all().forEach((name, report) -> {
            int cells = 0;
            for (String line : MarkdownReport.render(report).lines().toList()) {
                int now = line.startsWith("| ") ? line.split("(?<!\\\\)\\|", -1).length : 0;
                if (cells > 0 && now > 0) {
                    assertThat(now).as(name + ": " + line).isEqualTo(cells);
                }
                cells = now;
            }
        });
    }

    @Test
    void no_html_of_a_statement_or_message_gets_out_of_code() {
        String outside = MarkdownReport.render(SampleReports.nasty())
                .replaceAll("(?s)(`{3,})\\w*\n.*?\n\\1\n", "")
                .replaceAll("(`+)(?!`).*?(?<!`)\\1(?!`)", "")
                .replaceAll("</?(code|details|summary)>", "");
        assertThat(outside).doesNotContain("<");
    }

    @Test
    void a_run_without_load_says_what_it_does_not_know() {
        assertThat(MarkdownReport.render(SampleReports.noLoad()))
                .contains("No load ran beside the migration")
                .contains("| `errors` | 0 | not measured |  |");
    }

    @Test
    void a_very_long_statement_is_cut_and_says_so() {
        assertThat(MarkdownReport.render(SampleReports.nasty())).contains("The first 4,000 of ");
    }
}
