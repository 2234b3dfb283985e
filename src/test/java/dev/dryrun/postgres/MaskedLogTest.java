package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedLogTest {

    private static final String HEAD = "2026-11-23 07:43:18.123 UTC [4711] 737 ";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "00000 LOG:  temporary file: path \"base/pgsql_tmp/1.0\", size 14",
                "00000 LOG:  process 12 still waiting for ShareLock on transaction 737 after 1000.1 ms",
                "00000 DETAIL:  Process holding the lock: 12. Wait queue: 13, 14.",
                "00000 LOG:  checkpoint complete: wrote 3 buffers",
                "01000 WARNING:  there is no transaction in progress",
                "23505 ERROR:  duplicate key value violates unique constraint \"customers_email_key\"",
                "42P01 ERROR:  relation \"nowhere\" does not exist at character 15",
                "23505 CONTEXT:  PL/pgSQL function fill(integer) line 3 at SQL statement",
                "40P01 CONTEXT:  while updating tuple (0,5) in relation \"orders\"",
                "22P02 STATEMENT:  SELECT 'mine'::int",
                "00000 LOG:  duration: 12.345 ms",
                "57P01 FATAL:  terminating connection due to administrator command",
            })
    void what_the_server_itself_says_and_the_migration_stay(String line) {
        assertThat(masked(HEAD + line + "\n")).isEqualTo(HEAD + line + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "23505 DETAIL:  Key (email)=(CANARY (x)) already exists.|23505 DETAIL:  Key (email)=(…) already exists.",
                "23514 DETAIL:  Failing row contains (1, CANARY, null).|23514 DETAIL:  Failing row contains (…).",
                "23514 DETAIL:  Partition key of the failing row contains (a) = (CANARY).|23514 DETAIL:  Partition key of the failing row contains (a)=(…).",
                "22P02 ERROR:  invalid input syntax for type integer: \"CANARY\" at character 8|22P02 ERROR:  invalid input syntax for type integer: \"…\" at character 8",
                "22P02 DETAIL:  Token \"CANARY\" is invalid.|22P02 DETAIL:  …",
                "22P02 CONTEXT:  COPY orders, line 3, column id: \"CANARY\"|22P02 CONTEXT:  COPY orders, line 3",
                "22P04 CONTEXT:  COPY orders, line 3: \"CANARY\tCANARY\"|22P04 CONTEXT:  COPY orders, line 3",
                "23505 CONTEXT:  SQL statement \"INSERT INTO t VALUES ('CANARY')\"|23505 CONTEXT:  …",
                "42601 ERROR:  syntax error at or near \"CANARY\"|42601 ERROR:  syntax error at or near \"…\"",
                "42601 QUERY:  SELECT 'CANARY'|42601 QUERY:  SELECT '…'",
                "P0001 ERROR:  no CANARY here|P0001 ERROR:  …",
                "00000 LOG:  raised CANARY|00000 LOG:  …",
                "P0001 HINT:  try CANARY|P0001 HINT:  …",
                "00000 DETAIL:  parameters: $1 = 'CANARY'|00000 DETAIL:  …",
                "00000 LOG:  statement: UPDATE t SET a = 'CANARY'|00000 LOG:  statement: UPDATE t SET a = '…'",
                "00000 LOG:  duration: 5.1 ms  execute S_1: SELECT 'CANARY', $1|00000 LOG:  duration: 5.1 ms  execute S_1: SELECT '…', $1",
                "23505 STATEMENT:  INSERT INTO t VALUES (1, 'CANARY')|23505 STATEMENT:  INSERT INTO t VALUES (?, '…')",
            })
    void values_of_rows_do_not(String line, String shown) {
        assertThat(masked(HEAD + line + "\n")).isEqualTo(HEAD + shown + "\n");
    }

    @Test
    void a_value_of_several_lines_is_masked_to_its_end() {
        String log = HEAD + "22P02 ERROR:  invalid input syntax for type integer: \"CANARY\n\tCANARY\"\n" + HEAD
                + "22P02 STATEMENT:  SELECT 'a\n\tCANARY'::int\n" + HEAD + "00000 LOG:  checkpoint starting: time\n";

        assertThat(masked(log))
                .isEqualTo(HEAD + "22P02 ERROR:  invalid input syntax for type integer: \"…\"\n" + HEAD
                        + "22P02 STATEMENT:  SELECT '…'::int\n" + HEAD + "00000 LOG:  checkpoint starting: time\n");
    }

    /** RAISE takes any state; who said it is told by the place that follows, behind what others say meanwhile. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "23505 ERROR:  email CANARY is taken|PL/pgSQL function f() line 3 at RAISE|23505 ERROR:  …",
                "01000 WARNING:  look: CANARY|PL/pgSQL function f() line 3 at RAISE|01000 WARNING:  …",
                "38000 ERROR:  look: CANARY|PL/Python function \"f\"|38000 ERROR:  …",
                "42703 ERROR:  column \"CANARY\" does not exist|PL/pgSQL function f() line 3 at EXECUTE|42703 ERROR:  column \"…\" does not exist",
                "42703 ERROR:  column \"total\" does not exist|PL/pgSQL function f() line 3 at SQL statement|42703 ERROR:  column \"total\" does not exist",
                "00000 NOTICE:  table \"x\" does not exist, skipping|SQL statement \"DROP\"|00000 NOTICE:  table \"x\" does not exist, skipping",
            })
    void a_message_is_told_by_whose_words_it_is(String message, String place, String shown) {
        String other = HEAD.replace("[4711]", "[12]") + "00000 LOG:  checkpoint starting: time\n";
        String context = message.substring(0, 6) + "CONTEXT:  ";
        String masked = masked(HEAD + message + "\n" + other + HEAD + context + place + "\n");

        assertThat(masked).startsWith(HEAD + shown + "\n" + other + HEAD + context);
    }

    @Test
    void a_deadlock_still_tells_who_waited_for_whom() {
        String log = HEAD + "40P01 DETAIL:  Process 12 waits for ShareLock on transaction 5; blocked by process 13.\n"
                + "\tProcess 13 waits for ShareLock on transaction 6; blocked by process 12.\n"
                + "\tProcess 12: UPDATE t SET a = 'CANARY'\n\tWHERE id = 1\n"
                + "\tProcess 13: SELECT 'mine'::int\n";

        assertThat(masked(log))
                .isEqualTo(HEAD
                        + "40P01 DETAIL:  Process 12 waits for ShareLock on transaction 5; blocked by process 13.\n"
                        + "\tProcess 13 waits for ShareLock on transaction 6; blocked by process 12.\n"
                        + "\tProcess 12: UPDATE t SET a = '…'\n\tWHERE id = ?\n"
                        + "\tProcess 13: SELECT 'mine'::int\n");
    }

    @Test
    void what_is_no_log_stays_as_it_is() {
        assertThat(MaskedLog.ofTail("initdb: error: 'x'\n")).isEqualTo("initdb: error: 'x'\n");
    }

    @Test
    void a_tail_that_begins_within_a_message_shows_nothing_of_it() {
        assertThat(MaskedLog.ofTail("the server's log ends\n\tCANARY'\n" + HEAD + "00000 LOG:  shutting down"))
                .isEqualTo("the server's log ends\n\t…\n" + HEAD + "00000 LOG:  shutting down");
    }

    /** The end of a long message has no head of its own to tell what it is. */
    @Test
    void the_end_of_a_log_is_masked_also_where_it_is_cut_within_a_message() {
        String log = HEAD + "23505 STATEMENT:  SELECT 'a" + "\n\tCANARY".repeat(30) + "'\n" + HEAD
                + "00000 LOG:  shutting down";

        assertThat(MaskedLog.ofTail(ServerFailure.tail(log)))
                .doesNotContain("CANARY")
                .contains("shutting down");
        assertThat(masked(TextTail.lastLines(log, 15))).doesNotContain("CANARY").contains("shutting down");
        assertThat(ServerFailure.tail(masked(log))).contains("STATEMENT:  SELECT '…'");
    }

    private static String masked(String log) {
        return MaskedLog.of(log, Set.of("SELECT 'mine'::int"));
    }
}
