package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.script.Protocol;
import dev.dryrun.script.Step;
import dev.dryrun.time.Moment;
import dev.dryrun.time.RunClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TempFilesTest {

    private static final RunClock CLOCK = new RunClock(() -> 0, Instant.parse("2026-05-04T10:00:00Z"));
    private static final List<RanStep> RAN = List.of(step(1, 1000), step(2, 5000));

    @Test
    void a_file_belongs_to_the_step_that_ran_when_it_was_removed() {
        String log = """
                2026-05-04 10:00:02.000 UTC [42] LOG:  temporary file: path "base/pgsql_tmp/pgsql_tmp42.0", size 1000
                2026-05-04 10:00:06.000 UTC [42] LOG:  temporary file: path "base/pgsql_tmp/pgsql_tmp42.1", size 20
                2026-05-04 10:00:06.100 UTC [42] LOG:  temporary file: path "base/pgsql_tmp/pgsql_tmp42.2", size 3
                """;
        assertThat(TempFiles.read(log, 42, RAN, CLOCK)).containsOnly(Map.entry(id(0), 1000L), Map.entry(id(1), 23L));
    }

    @Test
    void a_file_of_a_parallel_worker_is_told_by_its_name() {
        String log =
                "2026-05-04 10:00:02.000 UTC [77] LOG:  temporary file: path \"base/pgsql_tmp/pgsql_tmp42.0.fileset/0.0\", size 9";
        assertThat(TempFiles.read(log, 42, RAN, CLOCK)).containsEntry(id(0), 9L);
    }

    @Test
    void files_of_other_sessions_do_not_count() {
        String log =
                "2026-05-04 10:00:02.000 UTC [77] LOG:  temporary file: path \"base/pgsql_tmp/pgsql_tmp77.0\", size 9";
        assertThat(TempFiles.read(log, 42, RAN, CLOCK)).containsOnly(Map.entry(id(0), 0L), Map.entry(id(1), 0L));
    }

    @Test
    void a_file_belongs_to_the_try_in_which_it_was_written() {
        List<RanStep> tries = List.of(step(1, 1000), step(2, 2000), step(1, 5000), step(2, 6000));
        String log =
                "2026-05-04 10:00:03.000 UTC [42] LOG:  temporary file: path \"base/pgsql_tmp/pgsql_tmp42.0\", size 9";
        assertThat(TempFiles.read(log, 42, tries, CLOCK))
                .containsEntry(tries.get(1).id(), 9L)
                .containsEntry(tries.get(2).id(), 0L)
                .containsEntry(tries.get(3).id(), 0L);
    }

    private static TryId id(int step) {
        return RAN.get(step).id();
    }

    private static RanStep step(int number, long sentMillis) {
        Moment sent = Moment.ORIGIN.plus(Duration.ofMillis(sentMillis));
        return new RanStep(
                new Step(number, "m.sql", number, "SELECT 1", "SELECT", new Protocol.Extended()),
                Optional.empty(),
                new Timing(sent, sent, sent, sent),
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
    }
}
