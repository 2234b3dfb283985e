package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerFailureTest {

    private static final String STARTS = """
            2026-11-23 07:33:08.576 UTC [26544] 0 LOG:  received fast shutdown request
            2026-11-23 07:33:08.604 UTC [26544] 0 LOG:  database system is shut down
            2026-11-23 07:33:08.764 UTC [26603] 0 LOG:  starting PostgreSQL 15.18 on x86_64-pc-linux-gnu
            """;

    @Test
    void the_restart_before_the_measurement_is_no_failure() {
        assertThat(ServerFailure.in(STARTS)).isEmpty();
        assertThat(ServerFailure.in("")).isEmpty();
    }

    @Test
    void a_killed_process_is_told_without_the_statement_that_it_ran() {
        assertThat(ServerFailure.in(STARTS + """
                        2026-11-23 07:33:09.764 UTC [26603] 0 LOG:  server process (PID 77) was terminated by signal 9: Killed
                        2026-11-23 07:33:09.764 UTC [26603] 0 DETAIL:  Failed process was running: UPDATE t SET v = 'secret'
                        """))
                .contains("server process (PID 77) was terminated by signal 9: Killed");
    }

    @Test
    void a_full_disk_comes_before_the_panic_and_the_signal_that_it_led_to() {
        assertThat(ServerFailure.in(STARTS + """
                        2026-11-23 07:33:09.764 UTC [26603] 0 LOG:  checkpointer process (PID 9) was terminated by signal 6: Aborted
                        2026-11-23 07:33:09.765 UTC [26605] 0 PANIC:  could not write to file "pg_wal/xlogtemp.9": No space left on device
                        """))
                .contains("could not write to file \"pg_wal/xlogtemp.9\": No space left on device");
    }

    @Test
    void what_a_statement_says_of_a_disk_is_not_the_servers_word() {
        assertThat(ServerFailure.in(STARTS + """
                        2026-11-23 07:33:09.764 UTC [77] 0 STATEMENT:  SELECT 'PANIC:  No space left on device'
                        \tPANIC:  No space left on device
                        """)).isEmpty();
    }

    @Test
    void the_tail_of_a_log_that_cannot_be_had_says_so() {
        assertThat(ServerFailure.tail("")).isEqualTo("the server's log is empty, or could not be read");
        assertThat(ServerFailure.tail(STARTS)).startsWith("the server's log ends\n2026-11-23 07:33:08.576");
    }
}
