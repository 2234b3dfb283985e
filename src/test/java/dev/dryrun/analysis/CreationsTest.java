package dev.dryrun.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.observe.BlockedSpan;
import dev.dryrun.observe.Catalog;
import dev.dryrun.observe.ForeignKeys;
import dev.dryrun.observe.LockMode;
import dev.dryrun.observe.LockObservations;
import dev.dryrun.observe.LockReading.Session;
import dev.dryrun.observe.LockRequest;
import dev.dryrun.observe.RanStep;
import dev.dryrun.observe.Relation;
import dev.dryrun.observe.Sampling;
import dev.dryrun.observe.StepFacts;
import dev.dryrun.observe.Timing;
import dev.dryrun.script.Step;
import dev.dryrun.time.Between;
import dev.dryrun.time.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CreationsTest {

    private static final Relation EVENTS = table(1, "public.events", Optional.empty());
    private static final Relation PART = table(2, "public.events_2025", Optional.empty());
    private static final Relation ATTACHED = table(2, "public.events_2025", Optional.of(1L));

    /** Created, altered, attached, altered once more: each a tenth of a second. */
    private final List<RanStep> ran = List.of(
            step(1, Set.of(PART), EVENTS, PART),
            step(2, Set.of(), EVENTS, PART),
            step(3, Set.of(), EVENTS, PART),
            step(4, Set.of(), EVENTS, ATTACHED));

    @Test
    void nobody_asks_for_a_table_that_an_earlier_step_has_made() {
        assertThat(creations().isUnused(ran.get(1), PART.oid())).isTrue();
        assertThat(creations().isUnused(ran.get(0), PART.oid())).isFalse();
        assertThat(creations().isUnused(ran.get(1), EVENTS.oid())).isFalse();
    }

    @Test
    void who_waits_for_it_knows_it() {
        assertThat(creations(waitAt(150)).isUnused(ran.get(1), PART.oid())).isFalse();
    }

    @Test
    void who_comes_to_it_through_the_table_that_it_has_become_a_partition_of_did_not_know_it_before() {
        assertThat(creations(waitAt(350)).isUnused(ran.get(1), PART.oid())).isTrue();
    }

    private Creations creations(BlockedSpan... blocked) {
        return new Creations(
                ran,
                new LockObservations(
                        List.of(),
                        List.of(blocked),
                        Map.of(),
                        Map.of(),
                        List.of(),
                        List.of(),
                        new Sampling(
                                Duration.ZERO,
                                Duration.ZERO,
                                0,
                                0,
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ZERO),
                        Set.of()));
    }

    private static BlockedSpan waitAt(long millis) {
        return new BlockedSpan(
                7,
                new Session("shop", "client backend", "active", "SELECT"),
                new LockRequest("relation", Optional.of(PART.oid()), LockMode.ACCESS_SHARE, ""),
                new Between(at(millis), at(millis + 5)),
                new Between(at(millis + 20), at(millis + 25)),
                Optional.empty());
    }

    private static RanStep step(int number, Set<Relation> created, Relation... known) {
        long from = 100L * (number - 1);
        return new RanStep(
                Step.received(number, "ALTER TABLE events_2025 SET (fillfactor = 90)")
                        .orElseThrow(),
                Optional.empty(),
                new Timing(at(from), at(from + 90), at(from + 91), at(from + 95)),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new Catalog(Map.of(known[0].oid(), known[0], known[1].oid(), known[1]), ForeignKeys.NONE),
                new StepFacts(
                        created,
                        Set.of(),
                        Set.of(),
                        new StepFacts.WalRange(0, 0),
                        Set.of(),
                        true,
                        Optional.empty(),
                        Set.of()));
    }

    private static Relation table(long oid, String name, Optional<Long> parent) {
        return new Relation(oid, name, 'r', Optional.empty(), parent, Optional.empty(), true);
    }

    private static Moment at(long millis) {
        return Moment.ORIGIN.plus(Duration.ofMillis(millis));
    }
}
