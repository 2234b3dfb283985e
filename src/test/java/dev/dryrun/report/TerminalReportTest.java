package dev.dryrun.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalReportTest {

    @ParameterizedTest
    @CsvSource({
        "passed, 120",
        "breached, 120",
        "breached, 100",
        "breached, 80",
        "breached, 60",
        "step-failed, 100",
        "incomplete, 100",
        "no-load, 100",
        "nasty, 100",
        "long, 120",
        "files, 100"
    })
    void the_text_is_as_accepted(String sample, int width) throws IOException {
        String text = TerminalReport.render(SampleReports.all().get(sample), width, false);
        Golden.assertMatches(sample + "-" + width + ".txt", text);
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 100, 120, 200})
    void no_line_of_a_table_is_wider_than_the_terminal(int width) {
        SampleReports.all().forEach((name, report) -> {
            for (String line : table(TerminalReport.render(report, width, false))) {
                assertThat(Excerpt.length(line)).as(name + ": " + line).isLessThanOrEqualTo(width);
            }
        });
    }

    @Test
    void a_wide_terminal_shows_every_column() {
        String heading = table(TerminalReport.render(SampleReports.breached(), 100, false))
                .get(0);
        assertThat(heading.split(" {2,}"))
                .containsExactly(
                        "Step", "Statement", "Time", "Strongest lock", "No reads", "No writes", "Queue", "App p99");
    }

    @Test
    void a_narrow_terminal_keeps_what_the_verdict_rests_on() {
        String heading = table(TerminalReport.render(SampleReports.breached(), 60, false))
                .get(0);
        assertThat(heading).contains("Step", "Statement", "Time", "No reads", "No writes");
    }

    @Test
    void colour_changes_nothing_but_colour() {
        SampleReports.all().values().forEach(report -> {
            String plain = TerminalReport.render(report, 100, false);
            String coloured = TerminalReport.render(report, 100, true);
            assertThat(plain).doesNotContain("\u001b");
            assertThat(coloured).contains("\u001b[");
            assertThat(coloured.replaceAll("\u001b\\[\\d*m", "")).isEqualTo(plain);
        });
    }

    @Test
    void a_failed_step_shows_where_in_the_statement() {
        List<String> lines = table(TerminalReport.render(SampleReports.stepFailed(), 100, false));
        int message = lines.indexOf("      FAILED 42704: type \"texxt\" does not exist");
        assertThat(message).isPositive();
        assertThat(lines.get(message + 2).indexOf('^'))
                .isEqualTo(lines.get(message + 1).indexOf("texxt"));
    }

    @Test
    void many_quiet_steps_are_folded_and_counted() {
        List<String> lines = table(TerminalReport.render(SampleReports.longOne(), 120, false));
        assertThat(lines).hasSize(5).contains("      … 41 steps that blocked nothing", "      … 5 steps skipped");
    }

    private static List<String> table(String text) {
        return text.substring(0, text.indexOf("\n\n")).lines().toList();
    }
}
