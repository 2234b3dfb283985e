package dev.dryrun.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.report.Report.Finding;
import dev.dryrun.report.Report.Finding.Severity;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitHubReportTest {

    @ParameterizedTest
    @ValueSource(strings = {"passed", "breached", "step-failed", "incomplete", "nasty", "command"})
    void the_text_is_as_accepted(String sample) throws IOException {
        Golden.assertMatches(
                sample + ".github", GitHubReport.render(SampleReports.all().get(sample), UnaryOperator.identity()));
    }

    @Test
    void every_line_is_one_command_with_its_level_whatever_the_names_and_messages_hold() {
        SampleReports.all()
                .values()
                .forEach(report -> assertThat(lines(report))
                        .allMatch(line ->
                                line.matches("::(notice|error|warning) (file=[^:,]+,line=\\d+,)?title=[^:,]+::.+")));
    }

    @Test
    void a_message_cannot_end_its_command_and_begin_another() {
        Finding finding = new Finding(
                "odd",
                Severity.DANGER,
                Optional.of(1),
                Optional.of("public.\"a,b::set-output name=x::1\n::add-mask::y\""),
                "100%0A::error::no\r\n::stop-commands::x",
                Optional.empty());
        List<String> lines = lines(with(List.of(finding)));

        assertThat(lines).hasSize(2);
        assertThat(lines.get(1))
                .isEqualTo("::error file=unsafe.sql,line=2,title=odd on public.\"a%2Cb%3A%3Aset-output name=x%3A%3A1"
                        + " %3A%3Aadd-mask%3A%3Ay\"::100%250A::error::no ::stop-commands::x");
    }

    @Test
    void more_than_ten_of_a_kind_are_counted_and_not_written() {
        List<Finding> findings = IntStream.range(0, 5000)
                .mapToObj(number -> new Finding(
                        "many",
                        number % 2 == 0 ? Severity.DANGER : Severity.WARNING,
                        Optional.of(1),
                        Optional.empty(),
                        "finding " + number,
                        Optional.empty()))
                .toList();
        List<String> lines = lines(with(findings));

        assertThat(lines).filteredOn(line -> line.startsWith("::error ")).hasSize(10);
        assertThat(lines).filteredOn(line -> line.startsWith("::warning ")).hasSize(10);
        assertThat(lines.get(lines.size() - 1))
                .isEqualTo("::notice title=dryrun%3A not all is shown here::2,490 more errors and 2,490 more warnings"
                        + " in the report; GitHub shows no more than 10 of each.");
    }

    @Test
    void a_file_is_named_from_the_root_of_the_repository() {
        assertThat(GitHubReport.render(SampleReports.breached(), file -> "db/a:b," + file))
                .contains("::error file=db/a%3Ab%2Cunsafe.sql,line=4,");
    }

    private static Report with(List<Finding> findings) {
        Report passed = SampleReports.passed();
        return new Report(
                passed.run(),
                passed.verdict(),
                passed.inputs(),
                passed.conditions(),
                passed.steps(),
                passed.transactions(),
                findings);
    }

    private static List<String> lines(Report report) {
        return GitHubReport.render(report, UnaryOperator.identity()).lines().toList();
    }
}
