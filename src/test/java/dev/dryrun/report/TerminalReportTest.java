package dev.dryrun.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalReportTest {

    private static final String WIDE = "注文の行を全部更新するための文で長い語がある 👩‍🚀🐘 \u001b[2Jcle\u009b31mar\u001b]0;title\u0007"
            + " \u0085next \u202Etxet\u2066 e\u0301te\u0301 \r\nline\u2028two " + "x".repeat(250);
    private static final String OBEYED = "[\\p{Cc}&&[^\n]]|[\u2028\u2029\u202a-\u202e\u2066-\u2069]";

    @ParameterizedTest
    @CsvSource({
        "passed, 120",
        "breached, 120",
        "breached, 100",
        "breached, 80",
        "breached, 60",
        "nasty, 40",
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
    @ValueSource(ints = {40, 50, 60, 70, 80, 100, 120, 200})
    void no_line_is_wider_than_the_terminal_and_none_holds_what_it_would_obey(int width) {
        Map<String, Report> reports = new LinkedHashMap<>(SampleReports.all());
        reports.put("hostile", HostileReport.report());
        reports.put("wide", HostileReport.of(WIDE, "public.\"" + WIDE.replace(" ", "") + "\""));
        reports.forEach((name, report) -> {
            String text = TerminalReport.render(report, width, false);
            assertThat(text).doesNotContainPattern(OBEYED);
            for (String line : text.lines().toList()) {
                assertThat(TerminalText.columns(line)).as(name + ": " + line).isLessThanOrEqualTo(width);
            }
        });
    }

    @Test
    void steps_stand_below_each_other_where_a_table_has_no_room() {
        assertThat(table(TerminalReport.render(SampleReports.breached(), 40, false)))
                .startsWith("   1  BEGIN", "      Time            0.2 ms")
                .contains("      Strongest lock  ACCESS EXCLUSIVE", "                      orders")
                .noneMatch(line -> line.endsWith("  -"));
        assertThat(table(TerminalReport.render(SampleReports.breached(), 70, false))
                        .get(0))
                .startsWith("Step  Statement");
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
        String heading = table(TerminalReport.render(SampleReports.breached(), 70, false))
                .get(0);
        assertThat(heading).contains("Step", "Statement", "Time", "No reads", "No writes");
    }

    @Test
    void colour_changes_nothing_but_colour() {
        SampleReports.all().values().forEach(report -> {
            for (int width : List.of(40, 100)) {
                String plain = TerminalReport.render(report, width, false);
                String coloured = TerminalReport.render(report, width, true);
                assertThat(plain).doesNotContain("\u001b");
                assertThat(coloured).contains("\u001b[");
                assertThat(coloured.replaceAll("\u001b\\[\\d*m", "")).isEqualTo(plain);
            }
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
