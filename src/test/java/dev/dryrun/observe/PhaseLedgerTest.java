package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.time.Between;
import dev.dryrun.time.Moment;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PhaseLedgerTest {

    private static final int PID = 7;

    private final PhaseLedger ledger = new PhaseLedger();

    @Test
    void a_phase_lasts_from_the_look_that_first_shows_it_to_the_first_that_shows_another() {
        ledger.stepBegins(PID, 3, at(10));
        ledger.take(at(12), at(13), Map.of(PID, "building index"));
        ledger.take(at(17), at(18), Map.of(PID, "building index"));
        ledger.take(at(22), at(23), Map.of(PID, "waiting for old snapshots"));
        ledger.ends(PID, at(30));

        assertThat(ledger.phases())
                .containsExactly(
                        new PhaseSpan(3, "building index", between(10, 13), between(17, 23)),
                        new PhaseSpan(3, "waiting for old snapshots", between(17, 23), between(22, 30)));
    }

    @Test
    void a_command_that_is_in_no_phase_any_more_has_left_the_last_one() {
        ledger.stepBegins(PID, 1, at(1));
        ledger.take(at(2), at(3), Map.of(PID, "scanning heap"));
        ledger.take(at(5), at(6), Map.of());
        ledger.ends(PID, at(9));

        assertThat(ledger.phases()).containsExactly(new PhaseSpan(1, "scanning heap", between(1, 3), between(2, 6)));
    }

    private static Between between(long from, long to) {
        return new Between(at(from), at(to));
    }

    private static Moment at(long millis) {
        return Moment.ORIGIN.plus(Duration.ofMillis(millis));
    }
}
