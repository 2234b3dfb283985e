package dev.dryrun.signoff;

import static dev.dryrun.report.SampleSteps.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.report.Inputs.MigrationFile;
import dev.dryrun.report.SampleRun;
import dev.dryrun.script.MigrationFormat;
import dev.dryrun.script.TransactionMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The signed-off run is of 2026-11-22, 13:55, and of two files. */
class GateTest {

    private static final MigrationFile FIRST = file("db/1.sql", "aa");
    private static final MigrationFile SECOND = file("db/2.sql", "bb");
    private static final Instant NOW = Instant.parse("2026-11-23T13:55:02Z");

    @Test
    void exactly_these_bytes_in_this_order_open_it_wherever_they_lie() {
        assertThat(reasons(FIRST, SECOND)).isEmpty();
        assertThat(reasons(file("elsewhere/x.sql", "aa"), SECOND)).isEmpty();
    }

    @Test
    void a_changed_a_missing_and_an_additional_file_keep_it_shut() {
        assertThat(reasons(FIRST, file("new/2.sql", "cc")))
                .containsExactly(
                        "new/2.sql is not the file of that name that was signed off: its SHA-256 is " + "cc".repeat(32),
                        "db/2.sql was signed off with SHA-256 " + "bb".repeat(32) + " and is not here");
        assertThat(reasons(FIRST))
                .containsExactly("db/2.sql was signed off with SHA-256 " + "bb".repeat(32) + " and is not here");
        assertThat(reasons(FIRST, SECOND, file("db/3.sql", "cc")))
                .containsExactly("db/3.sql was not signed off: its SHA-256 is " + "cc".repeat(32));
    }

    @Test
    void another_order_or_number_keeps_it_shut() {
        String another = "the files were signed off in another order or number: db/1.sql, db/2.sql";
        assertThat(reasons(SECOND, FIRST)).containsExactly(another);
        assertThat(reasons(FIRST, SECOND, SECOND)).containsExactly(another);
    }

    @Test
    void the_same_bytes_run_in_another_manner_keep_it_shut() {
        MigrationFile goose =
                new MigrationFile("db/2.sql", "bb".repeat(32), MigrationFormat.GOOSE, TransactionMode.ONE_TRANSACTION);
        assertThat(reasons(FIRST, goose))
                .singleElement()
                .asString()
                .startsWith("db/2.sql would be run as goose, ")
                .contains("was signed off as psql, ");
    }

    @Test
    void the_run_may_be_as_old_as_is_allowed_and_no_older() {
        assertThat(reasons(Optional.empty(), Optional.of(Duration.ofHours(25)))).isEmpty();
        assertThat(reasons(Optional.empty(), Optional.of(Duration.ofDays(1))))
                .containsExactly(
                        "the signed-off run is too old: it is of 2026-11-22T13:55:01.123Z, 24 hours ago, and 24"
                                + " hours are allowed");
        assertThat(new Gate(record()).reasons(question(NOW.minus(Duration.ofDays(2)), Optional.of(Duration.ofDays(9)))))
                .containsExactly("the signed-off run is of 2026-11-22T13:55:01.123Z, which is yet to come here");
    }

    @Test
    void another_dump_keeps_it_shut() {
        assertThat(reasons(Optional.of("ab".repeat(32)), Optional.empty())).isEmpty();
        assertThat(reasons(Optional.of("ac".repeat(32)), Optional.empty()))
                .containsExactly("the signed-off run was of another dump: dumps/shop.dump, SHA-256 " + "ab".repeat(32));
    }

    @Test
    void of_the_command_of_a_tool_no_files_are_known() {
        SignOff ofCommand = new Signing(SampleRun.ofCommand(), Map.of("step-failed", "meant to"))
                .sign(signature(), "cd".repeat(32));
        assertThat(new Gate(ofCommand).reasons(question(NOW, Optional.empty())))
                .containsExactly("the signed-off run was of the command 'flyway -locations=filesystem:sql migrate', of"
                        + " which dryrun knows no files");
    }

    private static List<String> reasons(MigrationFile... files) {
        return new Gate(record()).reasons(new Gate.Question(List.of(files), Optional.empty(), Optional.empty(), NOW));
    }

    private static List<String> reasons(Optional<String> dump, Optional<Duration> maxAge) {
        return new Gate(record()).reasons(new Gate.Question(List.of(FIRST, SECOND), dump, maxAge, NOW));
    }

    private static Gate.Question question(Instant now, Optional<Duration> maxAge) {
        return new Gate.Question(List.of(FIRST, SECOND), Optional.empty(), maxAge, now);
    }

    private static SignOff record() {
        return new Signing(
                        SampleRun.of(step(1, "SELECT", "SELECT 1").done())
                                .files(FIRST, SECOND)
                                .done(),
                        Map.of())
                .sign(signature(), "cd".repeat(32));
    }

    private static SignOff.Signature signature() {
        return new SignOff.Signature(NOW, "Ada", Optional.empty(), "0.1.0");
    }

    private static MigrationFile file(String path, String twoDigits) {
        return new MigrationFile(path, twoDigits.repeat(32), MigrationFormat.PSQL, TransactionMode.AS_WRITTEN);
    }
}
