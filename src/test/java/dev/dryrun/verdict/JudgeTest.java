package dev.dryrun.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.analysis.Analysis;
import dev.dryrun.analysis.BlockedSessions;
import dev.dryrun.analysis.Blocking;
import dev.dryrun.analysis.MigrationTime;
import dev.dryrun.analysis.StepAnalysis;
import dev.dryrun.load.Failure;
import dev.dryrun.load.LoadFigures;
import dev.dryrun.load.LoadResult;
import dev.dryrun.load.RequestCounts;
import dev.dryrun.observe.Catalog;
import dev.dryrun.observe.CommandCourse;
import dev.dryrun.observe.Deadlock;
import dev.dryrun.observe.ForeignKeys;
import dev.dryrun.observe.LockObservations;
import dev.dryrun.observe.Manner;
import dev.dryrun.observe.Observations;
import dev.dryrun.observe.RanStep;
import dev.dryrun.observe.Sampling;
import dev.dryrun.observe.Silence;
import dev.dryrun.observe.StepBytes;
import dev.dryrun.observe.StepFacts;
import dev.dryrun.observe.Timing;
import dev.dryrun.plan.Budget;
import dev.dryrun.postgres.ServerError;
import dev.dryrun.script.Protocol;
import dev.dryrun.script.Step;
import dev.dryrun.time.DurationBounds;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Phases;
import dev.dryrun.time.Span;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgeTest {

    private static final DurationBounds NONE = DurationBounds.ZERO;

    @Test
    void nothing_blocked_passes() {
        Verdict verdict = judge(step(Map.of(), Map.of(), NONE), Optional.empty());
        assertThat(verdict.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(verdict.outcome().exitCode()).isZero();
    }

    @Test
    void a_budget_is_breached_when_the_upper_bound_exceeds_the_limit() {
        Verdict verdict = judge(step(Map.of("public.t", bounds(400, 501)), Map.of(), NONE), Optional.empty());
        assertThat(verdict.outcome()).isEqualTo(Outcome.BREACHED);
        assertThat(verdict.budgets().get(0).breaches())
                .containsExactly(new Charge(501, Optional.of(1), Optional.of("public.t")));
    }

    @Test
    void a_limit_that_is_reached_exactly_is_kept() {
        Verdict verdict = judge(step(Map.of("public.t", bounds(500, 500)), Map.of(), NONE), Optional.empty());
        assertThat(verdict.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(verdict.budgets().get(0).worst()).contains(500.0);
    }

    @Test
    void requests_that_deadlocked_among_themselves_are_not_charged_to_the_migration() {
        LoadResult felt = LoadFigures.of(LoadFigures.phase(
                Phases.Kind.STEP,
                1,
                new RequestCounts(100, 3, 0, 0, RequestCounts.Later.NONE, 0, 0, 0),
                List.of(new Failure("40P01", "deadlock detected", "write", 2), new Failure("42703", "no", "read", 1))));
        StepAnalysis step = step(Map.of(), Map.of(), NONE);
        Observations seen = seen(step, Optional.empty(), Optional.of(felt));
        Deadlock.Party load = new Deadlock.Party(7, Optional.empty(), "ShareLock on transaction 1", "UPDATE t");
        Deadlock.Party own = new Deadlock.Party(8, Optional.of(1), "ShareLock on transaction 2", "ALTER TABLE t");
        List<Deadlock> deadlocks = List.of(new Deadlock(7, List.of(load, load)), new Deadlock(7, List.of(load, own)));
        Observations told = new Observations(
                seen.ran(),
                List.of(),
                seen.locks(),
                seen.load(),
                StepBytes.UNKNOWN,
                Map.of(),
                Optional.empty(),
                new Manner(List.of(), Optional.empty(), Map.of(), List.of(), deadlocks, Optional.empty(), List.of()));
        Verdict verdict = Judge.judge(told, analysis(step), Budget.defaults());
        assertThat(verdict.budgets().get(2).worst()).contains(2.0);
    }

    @Test
    void blocked_rows_count_against_blocked_writes() {
        Verdict verdict = judge(step(Map.of(), Map.of(), bounds(1100, 1200)), Optional.empty());
        assertThat(verdict.budgets().get(1).breaches())
                .containsExactly(new Charge(1200, Optional.of(1), Optional.empty()));
    }

    @Test
    void a_failed_step_weighs_more_than_a_breach() {
        ServerError error = ServerError.ofOurs("ERROR", "42601", "syntax error");
        StepAnalysis step = step(Map.of("public.t", bounds(9000, 9000)), Map.of(), NONE, Optional.of(error));
        assertThat(judge(step, Optional.empty()).outcome()).isEqualTo(Outcome.STEP_FAILED);
    }

    @Test
    void a_command_failed_when_its_exit_code_or_a_statement_says_so() {
        ServerError error = ServerError.ofOurs("ERROR", "23502", "null value");
        StepAnalysis failed = step(Map.of(), Map.of(), NONE, Optional.of(error));
        StepAnalysis succeeded = step(Map.of(), Map.of(), NONE, Optional.empty());
        assertThat(outcomeOfCommand(failed, 0)).isEqualTo(Outcome.STEP_FAILED);
        assertThat(outcomeOfCommand(succeeded, 0)).isEqualTo(Outcome.PASSED);
        assertThat(outcomeOfCommand(succeeded, 3)).isEqualTo(Outcome.STEP_FAILED);
    }

    private static Outcome outcomeOfCommand(StepAnalysis step, int exitCode) {
        Observations seen = seen(step, Optional.empty(), Optional.empty());
        CommandCourse command =
                new CommandCourse("flyway migrate", exitCode, List.of(), List.of(), List.of(), Map.of(), List.of());
        Observations ofCommand = new Observations(
                seen.ran(),
                seen.skipped(),
                seen.locks(),
                seen.load(),
                seen.bytes(),
                seen.settings(),
                seen.incomplete(),
                new Manner(List.of(), Optional.of(command)));
        return Judge.judge(ofCommand, analysis(step), Budget.defaults()).outcome();
    }

    @Test
    void an_incomplete_run_is_no_verdict_whatever_was_measured() {
        Verdict verdict = judge(step(Map.of(), Map.of(), NONE), Optional.of("interrupted"));
        assertThat(verdict.outcome()).isEqualTo(Outcome.INCOMPLETE);
        assertThat(verdict.outcome().exitCode()).isEqualTo(3);
    }

    @Test
    void requests_that_fail_while_the_migration_runs_breach_the_errors_budget() {
        LoadResult load = LoadFigures.of(
                LoadFigures.phase(Phases.Kind.WARM_UP, 0, 500, 0), LoadFigures.phase(Phases.Kind.STEP, 1, 100, 3));
        assertThat(errors(load).breaches()).containsExactly(new Charge(3, Optional.of(1), Optional.empty()));
    }

    @Test
    void what_fails_as_often_before_the_migration_is_not_charged_to_it() {
        LoadResult load = LoadFigures.of(
                LoadFigures.phase(Phases.Kind.WARM_UP, 0, 500, 50), LoadFigures.phase(Phases.Kind.STEP, 1, 100, 10));
        assertThat(errors(load).breaches()).isEmpty();
    }

    @Test
    void requests_that_are_still_stuck_at_the_end_count_as_errors() {
        LoadResult load = LoadFigures.of(LoadFigures.phase(
                Phases.Kind.COOL_DOWN,
                0,
                new RequestCounts(10, 0, 0, 2, RequestCounts.Later.NONE, 0, 0, 0),
                List.of()));
        assertThat(errors(load).worst()).contains(2.0);
    }

    @Test
    void a_breach_where_everything_stood_still_is_no_verdict_and_one_elsewhere_is() {
        StepAnalysis step = step(Map.of("public.t", bounds(9000, 9000)), Map.of(), NONE);
        Moment sent = step.step().timing().sent();
        Span during = new Span(sent, sent.plus(Duration.ofSeconds(9)));
        Moment later = during.to().plus(Duration.ofSeconds(10));
        Silence after = new Silence(new Span(later, later.plus(Duration.ofSeconds(3))), Optional.empty());

        assertThat(outcome(step, new Silence(during, Optional.empty()))).isEqualTo(Outcome.INCOMPLETE);
        assertThat(outcome(step, after)).isEqualTo(Outcome.BREACHED);
        assertThat(outcome(step(Map.of(), Map.of(), NONE), new Silence(during, Optional.empty())))
                .as("what holds in spite of it holds")
                .isEqualTo(Outcome.PASSED);
    }

    @Test
    void what_is_beyond_the_limit_without_the_time_that_nobody_saw_is_a_breach() {
        StepAnalysis step = step(Map.of("public.t", bounds(30_000, 30_000)), Map.of(), NONE);
        Moment sent = step.step().timing().sent();
        Silence brief = new Silence(new Span(sent, sent.plus(Duration.ofMillis(1_100))), Optional.empty());
        Silence nearlyAll = new Silence(new Span(sent, sent.plus(Duration.ofMillis(29_600))), Optional.empty());

        assertThat(outcome(step, brief)).isEqualTo(Outcome.BREACHED);
        assertThat(outcome(step, nearlyAll)).isEqualTo(Outcome.INCOMPLETE);
    }

    private static Outcome outcome(StepAnalysis step, Silence silence) {
        Observations seen = seen(step, Optional.empty(), Optional.empty());
        Manner manner = new Manner(
                List.of(), Optional.empty(), Map.of(), List.of(), List.of(), Optional.empty(), List.of(silence));
        Observations silent = new Observations(
                seen.ran(),
                seen.skipped(),
                seen.locks(),
                seen.load(),
                seen.bytes(),
                seen.settings(),
                seen.incomplete(),
                manner);
        return Judge.judge(silent, analysis(step), Budget.defaults()).outcome();
    }

    private static BudgetUse errors(LoadResult load) {
        StepAnalysis step = step(Map.of(), Map.of(), NONE);
        return Judge.judge(seen(step, Optional.empty(), Optional.of(load)), analysis(step), Budget.defaults())
                .budgets()
                .get(2);
    }

    private static Verdict judge(StepAnalysis step, Optional<String> incomplete) {
        return Judge.judge(seen(step, incomplete, Optional.empty()), analysis(step), Budget.defaults());
    }

    private static Analysis analysis(StepAnalysis step) {
        return new Analysis(List.of(step), List.of(), List.of(), new MigrationTime(Moment.ORIGIN, List.of()));
    }

    private static Observations seen(StepAnalysis step, Optional<String> incomplete, Optional<LoadResult> load) {
        Sampling sampling = new Sampling(
                Duration.ofMillis(5),
                Duration.ofMillis(5),
                0,
                0,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO);
        LockObservations locks = new LockObservations(
                List.of(), List.of(), Map.of(), Map.of(), List.of(), List.of(), sampling, Set.of());
        return new Observations(
                List.of(step.step()),
                List.of(),
                locks,
                load,
                StepBytes.UNKNOWN,
                Map.of(),
                incomplete,
                new Manner(List.of(), Optional.empty()));
    }

    private static StepAnalysis step(
            Map<String, DurationBounds> reads, Map<String, DurationBounds> writes, DurationBounds rows) {
        return step(reads, writes, rows, Optional.empty());
    }

    private static StepAnalysis step(
            Map<String, DurationBounds> reads,
            Map<String, DurationBounds> writes,
            DurationBounds rows,
            Optional<ServerError> error) {
        Moment now = Moment.ORIGIN;
        RanStep ran = new RanStep(
                new Step(1, "m.sql", 1, "SELECT 1", "SELECT", new Protocol.Extended()),
                error,
                new Timing(now, now, now, now),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new Catalog(Map.of(), ForeignKeys.NONE),
                new StepFacts(
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        new StepFacts.WalRange(0, 0),
                        Set.of(),
                        true,
                        Optional.empty(),
                        Set.of()));
        Blocking blocking = new Blocking(reads, writes, rows);
        return new StepAnalysis(ran, List.of(), blocking, BlockedSessions.NONE, List.of(), List.of());
    }

    private static DurationBounds bounds(long least, long most) {
        return new DurationBounds(Duration.ofMillis(least), Duration.ofMillis(most));
    }
}
