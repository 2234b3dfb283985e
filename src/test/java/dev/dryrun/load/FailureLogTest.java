package dev.dryrun.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.profile.LoadQuery;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Span;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

class FailureLogTest {

    private static final LoadQuery QUERY = LoadQuery.of("read", "SELECT 1", false, List.of(List.of()));

    private final FailureLog log = new FailureLog();

    @Test
    void an_error_that_every_request_gets_from_the_first_on_is_lasting() {
        succeeds(0, 1);
        fails("42703", 10, 11);
        fails("42703", 20, 21);

        FailureCourse course = log.courses().get(0);
        assertThat(course.isLasting()).isTrue();
        assertThat(course.count()).isEqualTo(2);
        assertThat(course.first()).isEqualTo(new Span(at(10), at(11)));
        assertThat(course.lastSent()).isEqualTo(at(20));
        assertThat(course.succeededBefore()).contains(at(0));
    }

    @Test
    void an_error_has_stopped_when_a_request_succeeds_after_all_have_failed() {
        fails("42703", 10, 11);
        fails("42703", 20, 21);
        succeeds(30, 31);

        assertThat(log.courses().get(0).isLasting()).isFalse();
        assertThat(log.courses().get(0).succeededBefore()).isEmpty();
    }

    @Test
    void a_request_that_was_sent_before_the_last_failure_does_not_tell_that_it_stopped() {
        fails("42501", 10, 11);
        succeeds(9, 15);

        assertThat(log.courses().get(0).isLasting()).isTrue();
    }

    @Test
    void an_error_that_some_rows_get_lasts_while_successes_do_not_outnumber_what_chance_explains() {
        for (int i = 0; i < 10; i++) {
            fails("23514", 100 * i, 100 * i + 1);
            succeeds(100 * i + 10, 100 * i + 11);
            succeeds(100 * i + 20, 100 * i + 21);
        }
        assertThat(log.courses().get(0).isLasting()).isTrue();

        for (int i = 0; i < 20; i++) {
            succeeds(2000 + i, 2001 + i);
        }
        assertThat(log.courses().get(0).isLasting()).isFalse();
    }

    @Test
    void a_few_rows_that_are_refused_in_a_row_do_not_make_a_success_the_end_of_it() {
        fails("23514", 10, 11);
        fails("23514", 20, 21);
        succeeds(30, 31);
        assertThat(log.courses().get(0).isLasting()).isTrue();
    }

    @Test
    void each_error_has_a_course_of_its_own_in_the_order_in_which_they_began() {
        fails("55P03", 10, 50);
        fails("42703", 20, 30);
        fails("55P03", 40, 60);

        assertThat(log.courses()).extracting(FailureCourse::sqlState).containsExactly("42703", "55P03");
    }

    @Test
    void messages_without_end_do_not_fill_the_memory() {
        for (int i = 0; i < 1000; i++) {
            answered(i, i + 1, new Answer.Outcome.Failed(new Failure.Cause("P0001", "row " + i + " is bad")));
        }
        assertThat(log.courses()).hasSize(51).last().satisfies(rest -> {
            assertThat(rest.message()).isEqualTo("(other messages)");
            assertThat(rest.count()).isEqualTo(950);
        });
    }

    @Test
    void a_value_that_the_server_refuses_stays_out_of_the_message() {
        assertThat(told("22P02", "invalid input value for enum status: \"secret \"quoted\"\""))
                .isEqualTo("invalid input value for enum status: \"…\"");
        assertThat(told("22003", "value \"999999\" is out of range for type integer"))
                .isEqualTo("value \"…\" is out of range for type integer");
        assertThat(told("22P02", "invalid input syntax for type json: \"cut off"))
                .isEqualTo("invalid input syntax for type json: \"…\"");
        assertThat(told("42703", "column \"total\" does not exist")).isEqualTo("column \"total\" does not exist");
    }

    @Test
    void what_a_function_raises_is_not_told_whatever_its_state_is() {
        ServerErrorMessage raised =
                new ServerErrorMessage("SERROR\0C23505\0Memail CANARY is taken\0Fpl_exec.c\0Rexec_stmt_raise\0");
        ServerErrorMessage own =
                new ServerErrorMessage("SERROR\0C23505\0Mduplicate key\0Fnbtinsert.c\0R_bt_check_unique\0");

        assertThat(Reason.of(new PSQLException(raised, false))).isEqualTo("(message of a function, not shown)");
        assertThat(Reason.of(new PSQLException(own, false))).isEqualTo("duplicate key");
    }

    private static String told(String sqlState, String message) {
        return Reason.of(new SQLException(message, sqlState));
    }

    private void succeeds(long sent, long done) {
        answered(sent, done, new Answer.Outcome.Done());
    }

    private void fails(String sqlState, long sent, long done) {
        answered(sent, done, new Answer.Outcome.Failed(new Failure.Cause(sqlState, "words")));
    }

    private void answered(long sent, long done, Answer.Outcome outcome) {
        Request request = new Request(0, at(sent), false, QUERY);
        log.answered(request, new Answer(Optional.of(at(sent)), at(done), Duration.ZERO, outcome));
    }

    private static Moment at(long millis) {
        return Moment.ORIGIN.plus(Duration.ofMillis(millis));
    }
}
