package dev.dryrun.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dryrun.plan.ReportFormat;
import dev.dryrun.report.StepReport.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SavedJournalTest {

    private final Report whole = SampleReports.breached();
    private final List<String> lines =
            new ArrayList<>(whole.steps().stream().map(JsonReport::compact).toList());

    @Test
    void the_steps_that_were_written_down_are_told_and_there_is_no_verdict() throws SavedReport.Unreadable {
        Report report = read();

        assertThat(report.steps())
                .isEqualTo(SavedReport.read(JsonReport.render(whole)).steps());
        assertThat(report.verdict().outcome()).isEqualTo(VerdictReport.Outcome.INCOMPLETE);
        assertThat(report.verdict().exitCode()).isEqualTo(3);
        assertThat(report.verdict().breaches()).isEmpty();
        assertThat(report.verdict().reason().orElseThrow()).startsWith("dryrun was killed after step ");
        assertThat(report.verdict().budgets())
                .isNotEmpty()
                .allMatch(use -> use.measured().isEmpty());
        assertThat(new FullReport(report, Optional.empty()).render(ReportFormat.HTML))
                .contains("dryrun was killed");
        assertThat(MarkdownReport.render(report)).contains("dryrun was killed");
        assertThat(report.findings()).extracting(Report.Finding::code).contains("run-killed");
    }

    @Test
    void of_a_step_that_is_told_twice_the_later_line_counts() throws SavedReport.Unreadable {
        lines.add(JsonReport.compact(StepReports.skipped(whole.steps().get(0).statement())));

        assertThat(read().steps().get(0).result().outcome()).isEqualTo(Outcome.SKIPPED);
    }

    @Test
    void a_last_line_that_is_cut_off_was_being_written() throws SavedReport.Unreadable {
        String last = lines.remove(lines.size() - 1);
        lines.add(last.substring(0, last.length() / 2));

        assertThat(read().steps()).hasSize(whole.steps().size() - 1);
    }

    @Test
    void another_line_that_is_cut_off_is_damage() {
        lines.set(0, lines.get(0).substring(0, 20));

        assertThatThrownBy(this::read).isInstanceOf(SavedReport.Unreadable.class);
    }

    @Test
    void a_step_of_which_nothing_was_written_down_has_its_place() throws SavedReport.Unreadable {
        lines.remove(0);

        Report report = read();
        assertThat(report.steps()).hasSize(whole.steps().size());
        assertThat(report.steps().get(0).statement().sql()).startsWith("(not known");
    }

    private Report read() throws SavedReport.Unreadable {
        return SavedJournal.read(JsonReport.render(SampleReports.incomplete()), lines);
    }
}
