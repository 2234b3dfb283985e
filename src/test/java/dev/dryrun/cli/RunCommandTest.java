package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.Budget;
import dev.dryrun.plan.Disturbance;
import dev.dryrun.plan.LoadPlan;
import dev.dryrun.plan.LoadRate;
import dev.dryrun.plan.LoadSource;
import dev.dryrun.plan.Migration;
import dev.dryrun.plan.Plan;
import dev.dryrun.plan.PoolPlan;
import dev.dryrun.plan.ReportFormat;
import dev.dryrun.plan.ResultsPlan;
import dev.dryrun.plan.Retries;
import dev.dryrun.plan.ServerPlan;
import dev.dryrun.plan.StepPlan;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RunCommandTest {

    @Test
    void a_dump_and_a_migration_are_enough() {
        assertThat(plan())
                .isEqualTo(new Plan(
                        Path.of("shop.dump"),
                        new Migration.Scripts(List.of(Path.of("a.sql")), Map.of()),
                        false,
                        new ServerPlan(
                                ServerPlan.Choice.AUTO,
                                Optional.empty(),
                                Optional.empty(),
                                Map.of(),
                                Runtime.getRuntime().availableProcessors(),
                                false),
                        new LoadPlan(
                                LoadSource.AUTO,
                                LoadRate.UNSTATED,
                                new PoolPlan(16, PoolPlan.TIMEOUT, false),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(5),
                                Set.of()),
                        new StepPlan(false, Optional.empty(), Optional.empty(), Duration.ofMillis(5)),
                        Budget.defaults(),
                        ResultsPlan.inAllFormats(Path.of("results"))));
    }

    @Test
    void the_server_options_become_the_server_plan() {
        ServerPlan server = plan(
                        "--server=container",
                        "--postgres-version=16",
                        "--postgres-image=registry/pg:16",
                        "--postgres-setting=shared_preload_libraries=a,b",
                        "--postgres-setting",
                        "app.flag=x=y",
                        "--restore-jobs=3",
                        "--keep")
                .server();
        assertThat(server)
                .isEqualTo(new ServerPlan(
                        ServerPlan.Choice.CONTAINER,
                        Optional.of(16),
                        Optional.of("registry/pg:16"),
                        Map.of("shared_preload_libraries", "a,b", "app.flag", "x=y"),
                        3,
                        true));
    }

    @Test
    void the_load_options_become_the_load_plan() {
        LoadPlan load = plan(
                        "--load=auto", "--load-rate=200/s", "--load-connections=4", "--warm-up=0s", "--cool-down=2m")
                .load();
        assertThat(load)
                .isEqualTo(new LoadPlan(
                        LoadSource.AUTO,
                        new LoadRate.PerSecond(200),
                        new PoolPlan(4, PoolPlan.TIMEOUT, false),
                        Duration.ZERO,
                        Duration.ofMinutes(2),
                        Set.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--load=none|--load-rate=5/s|--load-rate does not go with --load none",
                "--load=none|--load-connections=4|--load-connections does not go with --load none",
                "--load=none|--pool-timeout=1s|--pool-timeout does not go with --load none",
                "--load=none|--held-connections|--held-connections does not go with --load none",
                "--load=none|--retired=public.t|--retired does not go with --load none",
                "--load=none|--budget=stall=1s|--budget stall=1s does not go with --load none",
                "--load=none|--budget=p99@raporting=2s|--budget p99@raporting=2s does not go with --load none",
                "--held-connections|--pool-timeout=1s|--pool-timeout does not go with --held-connections",
                "--held-connections|--budget=pool-empty=1s|--budget pool-empty=1s does not go with --held-connections",
            })
    void what_could_not_be_measured_or_would_be_ignored_is_bad_input(String one, String other, String message) {
        assertThatThrownBy(() -> plan(one, other)).isInstanceOf(BadInput.class).hasMessageContaining(message);
        assertThat(plan("--load=none", "--budget=none", "--budget=reads-blocked=1s")
                        .budgets())
                .hasSize(1);
    }

    @Test
    void the_step_options_become_the_step_plan() {
        StepPlan steps = plan(
                        "--single-transaction", "--lock-timeout=3s", "--statement-timeout=30s", "--sample-interval=2ms")
                .steps();
        assertThat(steps)
                .isEqualTo(new StepPlan(
                        true,
                        Optional.of(Duration.ofSeconds(3)),
                        Optional.of(Duration.ofSeconds(30)),
                        Duration.ofMillis(2)));
    }

    @Test
    void retries_and_disturbances_are_part_of_the_step_plan() {
        StepPlan steps = plan("--retries=3", "--retry-backoff=2s", "--disturb", "idle orders 3s", "--disturb=pg_dump")
                .steps();
        assertThat(steps.retries()).isEqualTo(new Retries(3, Duration.ofSeconds(2)));
        assertThat(steps.disturbances())
                .extracting(Disturbance::kind)
                .containsExactly(Disturbance.Kind.IDLE, Disturbance.Kind.PG_DUMP);
        assertThat(plan("--retries=1").steps().retries().backoff()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_pause_before_no_retry_is_bad_input() {
        assertThatThrownBy(() -> plan("--retry-backoff=2s"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("is a pause before a retry, and there is none");
    }

    @Test
    void migrations_run_in_the_order_given() {
        assertThat(plan("--migration", "b.sql", "--migration", "0.sql").migration())
                .isEqualTo(
                        new Migration.Scripts(List.of(Path.of("a.sql"), Path.of("b.sql"), Path.of("0.sql")), Map.of()));
    }

    @Test
    void the_other_options_become_parts_of_the_plan() {
        Plan plan = plan("--allow-restore-errors", "--results", "out/nightly");
        assertThat(plan.allowRestoreErrors()).isTrue();
        assertThat(plan.results().directory()).isEqualTo(Path.of("out/nightly"));
    }

    @Test
    void a_budget_takes_the_place_of_the_default_of_its_name() {
        assertThat(plan("--budget=reads-blocked=2s", "--budget=errors=7").budgets())
                .containsExactly(
                        new Budget(Budget.Name.READS_BLOCKED, 2_000),
                        new Budget(Budget.Name.WRITES_BLOCKED, 1_000),
                        new Budget(Budget.Name.ERRORS, 7));
    }

    @Test
    void a_budget_of_requests_may_be_limited_to_a_class_or_a_query_beside_the_one_for_all() {
        assertThat(plan("--budget=none", "--budget=p99=200ms", "--budget=p99@reporting=2s", "--budget=stall@a = b@c=5s")
                        .budgets())
                .containsExactly(
                        new Budget(Budget.Name.STALL, 5_000).limitedTo("a = b@c"),
                        new Budget(Budget.Name.P99, 200),
                        new Budget(Budget.Name.P99, 2_000).limitedTo("reporting"));
        assertThat(plan("--budget=pool-empty=1s").budgets())
                .hasSize(4)
                .contains(new Budget(Budget.Name.POOL_EMPTY, 1_000));
    }

    @Test
    void none_clears_the_budgets_that_came_before_it() {
        assertThat(plan("--budget=none").budgets()).isEmpty();
        assertThat(plan("--budget=none", "--budget=errors=0").budgets())
                .containsExactly(new Budget(Budget.Name.ERRORS, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "reads-blocked=500, --budget reads-blocked 500 is a duration without a unit",
        "reads-blocked=500us, --budget reads-blocked 500us is not a whole number of milliseconds",
        "errors=5s, --budget errors 5s is not a whole number of 0 or more",
        "errors=-1, --budget errors -1 is not a whole number of 0 or more",
        "read-blocked=1s, --budget read-blocked=1s names no budget",
        "=1s, --budget =1s is not a budget",
        "p99@=1s, --budget p99@=1s names no class of sessions and no query",
        "p99=200, --budget p99 200 is a duration without a unit",
        "reads-blocked@web=1s, --budget reads-blocked@web=1s limits what is of tables to some requests",
        "reads-blocked, --budget reads-blocked is not a budget"
    })
    void a_budget_that_cannot_be_held_is_refused(String budget, String message) {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> plan("--budget", budget))
                .withMessage(message);
    }

    @Test
    void all_formats_are_written_unless_some_are_chosen_and_json_and_markdown_always() {
        assertThat(plan().results().formats()).isEqualTo(ReportFormat.files());
        assertThat(plan("--report", "json,markdown").results().formats())
                .containsExactly(ReportFormat.JSON, ReportFormat.MARKDOWN);
        assertThat(plan("--report=junit", "--report=sarif").results().formats())
                .containsExactly(ReportFormat.JSON, ReportFormat.MARKDOWN, ReportFormat.JUNIT, ReportFormat.SARIF);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--report=html,html|--report names html twice",
                "--report=json,junit,json|--report names json twice",
                "--report=github|--report github is not a format of reports",
                "--report=terminal|--report terminal is not a format of reports",
                "--report=HTML|--report HTML is not a format of reports",
            })
    void a_format_that_is_unknown_or_named_twice_is_bad_input(String option, String message) {
        assertThatThrownBy(() -> plan(option)).isInstanceOf(BadInput.class).hasMessage(message);
    }

    @Test
    void a_format_is_named_once_in_all_options_together() {
        assertThatThrownBy(() -> plan("--report=html,junit", "--report=html"))
                .isInstanceOf(BadInput.class)
                .hasMessage("--report names html twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--report=pdf",
                "--report=json,yaml",
                "--report=pdf",
                "--postgres-setting=work_mem",
                "--postgres-setting==1",
                "--postgres-version=15.4",
                "--restore-jobs=0",
                "--sample-interval=0ms",
                "--sample-interval=999us",
                "--dump2="
            })
    void values_that_no_run_can_use_are_refused(String option) {
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> plan(option))
                .isInstanceOfAny(BadInput.class, CommandLine.ParameterException.class);
    }

    @Test
    void an_image_is_refused_where_no_container_is_wanted() {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> plan("--server=local", "--postgres-image=postgres:16"))
                .withMessage("--postgres-image postgres:16 has no meaning with --server local");
    }

    /** The plan of a valid command line with these options added to it. */
    private static Plan plan(String... options) {
        List<String> arguments = new ArrayList<>(List.of("--dump", "shop.dump", "--migration", "a.sql"));
        arguments.addAll(Arrays.asList(options));
        RunCommand command = new RunCommand(
                new GitHubActions(Map.of(), new PrintWriter(new StringWriter())), new Screen(new StringWriter()));
        new CommandLine(command).parseArgs(arguments.toArray(String[]::new));
        return command.plan();
    }
}
