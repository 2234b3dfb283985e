package dev.dryrun.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictWordsTest {

    private static final Report FAILED = SampleReports.stepFailed();

    private final int failedStep = FAILED.steps().stream()
            .filter(StepReport::isFailed)
            .findFirst()
            .orElseThrow()
            .number();

    @Test
    void steps_before_the_failed_one_stay_where_each_is_a_transaction() {
        assertThat(VerdictWords.sentence(with(List.of())))
                .endsWith(
                        failedStep == 2
                                ? "; what step 1 did stays."
                                : "; what steps 1 to " + (failedStep - 1) + " did stays.");
    }

    @Test
    void nothing_stays_of_the_transaction_that_the_failed_step_belongs_to() {
        Report.Transaction whole = new Report.Transaction(1, 1, failedStep, Duration.ZERO, Duration.ZERO);
        assertThat(VerdictWords.sentence(with(List.of(whole)))).doesNotContain("stays");
    }

    private static Report with(List<Report.Transaction> transactions) {
        return new Report(
                FAILED.run(),
                FAILED.verdict(),
                FAILED.inputs(),
                FAILED.conditions(),
                FAILED.steps(),
                transactions,
                FAILED.findings());
    }
}
