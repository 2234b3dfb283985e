package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.Budget;
import dev.dryrun.report.KeptSample;
import dev.dryrun.report.SampleRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Budgets relative to a baseline that blocked for 3,241.2 ms and had 12 errors. */
class BudgetTextTest {

    @TempDir
    private Path directory;

    private String baseline;

    @BeforeEach
    void an_earlier_run() throws IOException {
        baseline = "--baseline=" + KeptSample.breachedIn(directory);
    }

    @Test
    void a_budget_may_be_relative_to_the_baseline_beside_others_that_are_not() {
        assertThat(budgets(baseline, "--budget=writes-blocked=+20%", "--budget=errors=+0%"))
                .containsExactly(
                        new Budget(Budget.Name.READS_BLOCKED, 500),
                        new Budget(Budget.Name.WRITES_BLOCKED, 3_890),
                        new Budget(Budget.Name.ERRORS, 19));
    }

    @Test
    void a_baseline_alone_changes_no_budget() {
        assertThat(budgets(baseline)).isEqualTo(Budget.defaults());
    }

    @ParameterizedTest
    @CsvSource({"writes-blocked=+20%", "errors=20%", "p99@reporting=+5%"})
    void without_a_baseline_there_is_nothing_to_relate_to(String budget) {
        refused("--budget " + budget + " is relative to a baseline, and there is none", "--budget=" + budget);
    }

    @ParameterizedTest
    @CsvSource({"20%", "+%", "+-5%", "-20%", "+20 %", "+1e3%"})
    void what_is_no_share_is_refused(String limit) {
        refused(
                "--budget writes-blocked=" + limit + " is not a share of the baseline",
                baseline,
                "--budget=writes-blocked=" + limit);
    }

    @Test
    void what_the_baseline_has_not_measured_is_refused() {
        refused(
                "--budget stall=+20%: the baseline " + directory + " has not measured stall",
                baseline,
                "--budget=stall=+20%");
    }

    @Test
    void a_baseline_that_did_not_come_to_its_end_has_no_figures_for_budgets() throws IOException {
        KeptSample.in(directory, SampleRun.stepFailed());
        refused(
                "--baseline " + directory + " did not come to its end, so that no budget can be relative to it",
                baseline,
                "--budget=writes-blocked=+20%");
        assertThat(budgets(baseline)).isEqualTo(Budget.defaults());
    }

    @Test
    void a_baseline_that_is_no_run_is_refused() {
        refused("there is no run " + directory + "/none", "--baseline=" + directory + "/none");
    }

    private static void refused(String message, String... options) {
        assertThatThrownBy(() -> budgets(options)).isInstanceOf(BadInput.class).hasMessage(message);
    }

    private static List<Budget> budgets(String... options) {
        List<String> arguments = new ArrayList<>(List.of("--dump", "shop.dump", "--migration", "a.sql"));
        arguments.addAll(Arrays.asList(options));
        RunCommand command = new RunCommand(
                new GitHubActions(Map.of(), new PrintWriter(new StringWriter())), new Screen(new StringWriter()));
        new CommandLine(command).parseArgs(arguments.toArray(String[]::new));
        return command.plan().budgets();
    }
}
