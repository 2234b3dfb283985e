package dev.dryrun.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.load.FailureCourse;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Span;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailedRequestsTest {

    private static final String READ = "SELECT id, total FROM public.orders WHERE id = ?";
    private static final String INSERT = "INSERT INTO public.orders (total) VALUES (?)";
    private static final String GONE = "column \"total\" does not exist";

    @Test
    void a_step_after_which_every_request_of_a_query_fails_breaks_deployed_code() {
        FeltRun run = new FeltRun()
                .step("SET lock_timeout = '2s'")
                .step("ALTER TABLE orders RENAME COLUMN total TO amount")
                .fails(READ, "42703", GONE, 2150)
                .fails(INSERT, "42703", "column \"total\" of relation \"orders\" does not exist", 2160);

        Finding only = only(run);
        assertThat(only.code()).isEqualTo("breaks-deployed-code");
        assertThat(only.severity()).isEqualTo(Finding.Severity.DANGER);
        assertThat(only.step()).contains(2);
        assertThat(only.message())
                .startsWith("ALTER TABLE orders RENAME COLUMN total TO amount breaks code that is deployed")
                .contains("20 requests failed", "42703 column \"total\" does not exist", READ, INSERT);
        assertThat(only.advice()).contains("expand and contract", "--retired");
    }

    @Test
    void of_several_steps_since_the_last_success_the_one_that_names_what_is_gone_is_to_blame() {
        FeltRun run = new FeltRun()
                .step("ALTER TABLE orders DROP COLUMN total")
                .step("ALTER TABLE items ADD COLUMN x int")
                .step("CREATE INDEX ON orders (id)");
        run.fails(READ, new FailureCourse("42703", GONE, 3, span(3500), at(4000), Optional.of(at(900)), 0, 0));
        assertThat(only(run).step()).contains(1);
    }

    @Test
    void a_step_after_which_a_request_succeeded_is_not_to_blame_for_what_is_gone() {
        FeltRun run = new FeltRun()
                .step("ALTER TABLE orders ALTER COLUMN total DROP NOT NULL")
                .step("DROP VIEW sales CASCADE")
                .fails(READ, "42P01", "relation \"public.orders\" does not exist", 2200);
        assertThat(only(run).step()).contains(2);
    }

    @Test
    void what_a_transaction_did_is_seen_after_its_commit_and_the_step_in_it_is_to_blame() {
        FeltRun run = new FeltRun()
                .step("BEGIN")
                .step("ALTER TABLE orders DROP COLUMN total")
                .step("UPDATE orders SET id = id")
                .step("COMMIT")
                .fails(READ, "42703", GONE, 4150);
        assertThat(only(run).step()).contains(2);
    }

    @Test
    void what_is_undone_breaks_nothing() {
        FeltRun run = new FeltRun()
                .step("BEGIN")
                .step("ALTER TABLE orders DROP COLUMN total")
                .step("ROLLBACK")
                .fails(READ, "42703", GONE, 3500);
        assertThat(only(run).code()).isEqualTo("requests-failed");
    }

    @Test
    void the_first_step_that_names_a_constraint_is_to_blame_though_only_some_rows_break_it() {
        FeltRun run = new FeltRun()
                .step("ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID")
                .step("ALTER TABLE orders VALIDATE CONSTRAINT positive");
        String message = "new row for relation \"orders\" violates check constraint \"positive\"";
        run.fails(INSERT, new FailureCourse("23514", message, 4, span(2500), at(9000), Optional.of(at(2400)), 12, 3));
        assertThat(only(run).code()).isEqualTo("breaks-deployed-code");
        assertThat(only(run).step()).contains(1);
        assertThat(only(run).advice()).contains("keeps to the new constraint");
    }

    @Test
    void a_new_error_of_a_query_that_is_broken_already_is_of_the_same_cause() {
        FeltRun run = new FeltRun()
                .step("ALTER TABLE orders ADD CONSTRAINT x_set CHECK (x IS NOT NULL) NOT VALID")
                .step("ALTER TABLE orders ALTER COLUMN x SET NOT NULL");
        run.fails(
                INSERT,
                FeltRun.course(
                        "23514",
                        "new row for relation \"orders\" violates check constraint \"x_set\"",
                        new Span(at(1500), at(1900)),
                        0));
        run.fails(
                INSERT,
                new FailureCourse(
                        "23502",
                        "null value in column \"x\" of relation \"orders\" violates not-null constraint",
                        5,
                        span(2500),
                        at(9000),
                        Optional.of(at(1400)),
                        0,
                        0));
        assertThat(only(run).step()).contains(1);
        assertThat(only(run).message()).contains("15 requests failed", "23514", "23502");
    }

    @Test
    void what_stops_again_is_a_disturbance_that_says_from_when_to_when() {
        FeltRun run = new FeltRun()
                .step("ALTER TABLE orders RENAME TO orders_old")
                .step("ALTER TABLE orders_new RENAME TO orders")
                .fails(
                        READ,
                        FeltRun.course(
                                "42P01", "relation \"public.orders\" does not exist", new Span(at(1200), at(2050)), 7));
        assertThat(only(run).code()).isEqualTo("requests-failed");
        assertThat(only(run).step()).contains(1);
        assertThat(only(run).message()).startsWith("from this step on until step 2 10 requests failed: 42P01");
    }

    @Test
    void the_step_that_brings_back_what_was_gone_is_not_to_blame_for_an_answer_that_came_after_it() {
        FeltRun run = new FeltRun()
                .step("ALTER TABLE orders RENAME TO orders_old")
                .step("CREATE VIEW orders AS SELECT * FROM orders_old");
        Span late = new Span(at(1900), at(2150));
        String message = "relation \"public.orders\" does not exist";
        run.fails(READ, new FailureCourse("42P01", message, 1, late, late.from(), Optional.of(at(1050)), 0, 7));
        assertThat(only(run).code()).isEqualTo("requests-failed");
        assertThat(only(run).step()).contains(1);
    }

    @Test
    void plans_that_have_to_be_made_anew_are_a_warning_of_their_own() {
        FeltRun run = new FeltRun()
                .step("ALTER TABLE orders ALTER COLUMN total TYPE numeric")
                .fails(
                        READ,
                        FeltRun.course(
                                "0A000", "cached plan must not change result type", new Span(at(1150), at(1300)), 50));
        assertThat(only(run).code()).isEqualTo("cached-plan-invalidated");
        assertThat(only(run).severity()).isEqualTo(Finding.Severity.WARNING);
        assertThat(only(run).step()).contains(1);
        assertThat(only(run).advice()).contains("autosave=conservative", "prepareThreshold=0");
    }

    @Test
    void of_two_quick_steps_it_is_the_later_that_plans_do_not_survive() {
        FeltRun run = new FeltRun()
                .step("CREATE INDEX ON orders (total)")
                .step("ALTER TABLE orders ADD COLUMN x int")
                .fails(
                        READ,
                        new FailureCourse(
                                "0A000",
                                "cached plan must not change result type",
                                10,
                                new Span(at(2150), at(2151)),
                                at(2300),
                                Optional.of(at(1050)),
                                0,
                                50));
        assertThat(only(run).step()).contains(2);
    }

    @Test
    void conflicts_and_limits_are_no_broken_code_however_long_they_go_on() {
        FeltRun run = new FeltRun()
                .step("ALTER TABLE orders ADD COLUMN x int")
                .fails(READ, "57014", "canceling statement due to statement timeout", 1050);
        assertThat(only(run).code()).isEqualTo("requests-failed");
        assertThat(only(run).message()).startsWith("from this step on to the end");
    }

    @Test
    void what_failed_before_the_first_step_is_no_news() {
        FeltRun run = new FeltRun().step("ALTER TABLE orders ADD COLUMN x int").fails(READ, "42703", GONE, 500);
        assertThat(FailedRequests.of(run.seen(), false)).isEmpty();
    }

    @Test
    void deadlocks_that_are_told_of_elsewhere_are_not_told_twice() {
        FeltRun run = new FeltRun()
                .step("ALTER TABLE orders ADD COLUMN x int")
                .fails(READ, "40P01", "deadlock detected", 1050);
        assertThat(FailedRequests.of(run.seen(), true)).isEmpty();
        assertThat(only(run).code()).isEqualTo("requests-failed");
    }

    @Test
    void a_unique_violation_that_no_step_has_to_do_with_is_not_blamed_on_one() {
        FeltRun run = new FeltRun()
                .step("ALTER TABLE items ADD COLUMN x int")
                .fails(INSERT, "23505", "duplicate key value violates unique constraint \"customers_email_key\"", 1500);
        assertThat(only(run).code()).isEqualTo("requests-failed");
    }

    @Test
    void a_change_of_type_is_found_by_the_column_that_the_query_writes() {
        FeltRun run = new FeltRun()
                .step("CREATE TYPE state_new AS ENUM ('open')")
                .step("ALTER TABLE orders ALTER COLUMN total TYPE state_new USING total::text::state_new")
                .step("DROP TYPE state");
        run.fails(
                INSERT,
                new FailureCourse(
                        "22P02",
                        "invalid input value for enum state_new: \"…\"",
                        9,
                        span(3500),
                        at(9000),
                        Optional.of(at(900)),
                        3,
                        0));
        assertThat(only(run).step()).contains(2);
        assertThat(only(run).advice()).contains("new type");
    }

    private static Finding only(FeltRun run) {
        List<Finding> findings = FailedRequests.of(run.seen(), false);
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    private static Span span(long from) {
        return new Span(at(from), at(from + 1));
    }

    private static Moment at(long millis) {
        return FeltRun.at(millis);
    }
}
