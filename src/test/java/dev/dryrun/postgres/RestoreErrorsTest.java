package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.NoVerdict;
import org.junit.jupiter.api.Test;

class RestoreErrorsTest {

    @Test
    void errors_of_the_dump_end_the_run_unless_allowed() {
        RestoreErrors errors = of("""
                pg_restore: while PROCESSING TOC:
                pg_restore: from TOC entry 1; 1 1 TABLE a
                pg_restore: error: could not execute query: ERROR:  type "x" does not exist
                Command was: CREATE TABLE a (b x);
                pg_restore: warning: errors ignored on restore: 1
                """);

        assertThat(errors.errors()).singleElement().asString().contains("does not exist; Command was: CREATE");
        assertThat(errors.warnings()).hasSize(1);
        assertThatThrownBy(() -> errors.judge(false)).isInstanceOf(BadInput.class);
        errors.judge(true);
    }

    @Test
    void damage_is_never_allowed() {
        assertThatThrownBy(() -> of("pg_restore: error: could not read from input file: end of file\n")
                        .judge(true))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void of_several_errors_the_one_that_matters_is_told() {
        assertThatThrownBy(() -> of("""
                pg_restore: error: could not read from input file: end of file
                pg_restore: error: a worker process died unexpectedly
                pg_restore: error: could not write to file
                """).judge(true))
                .hasMessage(
                        "the dump x.dump is damaged: pg_restore: error: could not read from input file: end of file");
        assertThatThrownBy(() -> of("""
                pg_restore: error: could not execute query: server closed the connection unexpectedly
                DETAIL: This probably means the server terminated abnormally
                pg_restore: error: connection to server at "127.0.0.1", port 1 failed: Connection refused
                \tIs the server running on that host and accepting TCP/IP connections?
                """).judge(false))
                .isInstanceOf(NoVerdict.class)
                .hasMessageEndingWith(
                        "server closed the connection unexpectedly; DETAIL: This probably means the server"
                                + " terminated abnormally");
    }

    @Test
    void a_missing_extension_or_a_full_disk_is_the_environment() {
        assertThatThrownBy(
                        () -> of("psql:<stdin>:3: ERROR:  could not open extension control file \"/x\": No such file\n")
                                .judge(false))
                .isInstanceOf(NoVerdict.class);
        assertThatThrownBy(() ->
                        of("pg_restore: error: COPY failed: ERROR:  could not extend file: No space left on device\n")
                                .judge(true))
                .isInstanceOf(NoVerdict.class);
    }

    @Test
    void a_failure_without_a_word_is_an_error_as_well() {
        assertThat(new RestoreErrors("x.dump", new ProgramResult(139, "", "")).errors())
                .hasSize(1);
        assertThat(new RestoreErrors("x.dump", new ProgramResult(0, "", "")).errors())
                .isEmpty();
    }

    @Test
    void what_only_the_restore_s_own_settings_cause_is_nobodys_fault() {
        RestoreErrors errors = of("""
                pg_restore: while INITIALIZING:
                pg_restore: error: could not execute query: ERROR:  unrecognized configuration parameter "transaction_timeout"
                Command was: SET transaction_timeout = 0;
                pg_restore: warning: errors ignored on restore: 1
                """);

        assertThat(errors.errors()).isEmpty();
        assertThat(errors.warnings()).isEmpty();
        assertThat(of("psql:<stdin>:8: WARNING:  \"wal_level\" is insufficient to publish logical changes\n")
                        .warnings())
                .isEmpty();
    }

    @Test
    void psql_names_the_dump_and_its_line() {
        assertThat(of("psql:<stdin>:12: ERROR:  relation \"a\" exists\n").errors())
                .containsExactly("x.dump:12: ERROR:  relation \"a\" exists");
    }

    private static RestoreErrors of(String stderr) {
        return new RestoreErrors("x.dump", new ProgramResult(1, "", stderr));
    }
}
