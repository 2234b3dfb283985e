package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.NoVerdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class FailureTest {

    private final StringWriter errors = new StringWriter();
    private final Failure failure = new Failure(new PrintWriter(errors));

    @Test
    void bad_input_is_2() {
        assertThat(failure.ofRun(new BadInput("a.sql:3: no such command", "remove it"), true))
                .isEqualTo(2);
        assertThat(errors.toString()).isEqualTo("dryrun: a.sql:3: no such command\nhint: remove it\n");
    }

    @Test
    void a_foreign_text_in_a_message_does_nothing_to_the_terminal() {
        failure.ofRun(new NoVerdict("no \u001b[2Jserver\u009bc\u202E:\n  its log\u0007", "x\u0085y", null), true);
        assertThat(errors.toString()).startsWith("dryrun: no server :\n  its log \nhint: x y\n");
        assertThat(errors.toString()).doesNotContain("\u001b", "\u009b", "\u202E", "\u0007");
    }

    @Test
    void no_verdict_is_3() {
        NoVerdict noVerdict = new NoVerdict("no server", "install one", new IllegalStateException("disk full"));
        assertThat(failure.ofRun(noVerdict, false)).isEqualTo(3);
        assertThat(errors.toString()).isEqualTo("dryrun: no server\nhint: install one\n");
    }

    @Test
    void verbose_shows_what_lies_behind_no_verdict() {
        failure.ofRun(new NoVerdict("no server", "install one", new IllegalStateException("disk full")), true);
        assertThat(errors.toString())
                .contains("hint: install one\n", "Caused by: java.lang.IllegalStateException: disk full");
    }

    @Test
    void neither_an_error_of_the_server_nor_the_end_of_its_log_shows_a_row() {
        String log = "2026-11-23 07:43:18.123 UTC [47] 7 23505 STATEMENT:  INSERT INTO t VALUES ('CANARY')";
        Exception error = new IllegalStateException("ERROR: duplicate key\n  Detail: Key (a)=(CANARY) already exists.");
        failure.ofRun(new NoVerdict("no server: " + error.getMessage(), "the log ends\n" + log, error), true);
        assertThat(errors.toString())
                .contains("Key (a)=(…) already exists.", "INSERT INTO t VALUES ('…')", "\tat dev.dryrun")
                .doesNotContain("CANARY");
    }

    @Test
    void anything_else_is_our_bug_with_its_stack_trace() {
        assertThat(failure.ofRun(new IllegalStateException("oops"), false)).isEqualTo(70);
        assertThat(errors.toString())
                .startsWith("java.lang.IllegalStateException: oops\n\tat ")
                .endsWith("dryrun: this is a bug of dryrun, and not your mistake\n"
                        + "hint: please report it together with the lines above\n");
    }

    @Test
    void what_a_signal_tore_down_is_130_and_says_nothing() {
        assertThat(failure.ofInterruption(new IllegalStateException("torn"), false))
                .isEqualTo(130);
        assertThat(errors.toString()).isEmpty();
    }
}
