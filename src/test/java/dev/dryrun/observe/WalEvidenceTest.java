package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.observe.LockSpan.Evidence;
import dev.dryrun.observe.StepFacts.WalRange;
import dev.dryrun.observe.WalAttribution.StepLock;
import dev.dryrun.script.Step;
import dev.dryrun.time.Between;
import dev.dryrun.time.Moment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WalEvidenceTest {

    private static final long ORDERS = 16384;
    private static final long TRANSIENT = 16999;

    /** A try from 50 to 155, and one from 160 to 185. */
    private static final TryId FIRST = new TryId(1, at(50));

    private static final TryId SECOND = new TryId(1, at(160));

    private final WalTrail trail = new WalTrail();

    WalEvidenceTest() {
        // A reading every 10 ns, and between two of them 100 bytes of log.
        for (int i = 0; i <= 20; i++) {
            trail.add(new LockReading(at(10 * i), at(10 * i + 1), 100 * i, Set.of(), List.of(), List.of(), List.of()));
        }
    }

    @Test
    void a_lock_that_nobody_saw_is_bounded_by_the_readings_around_its_record() {
        LockSpan span = onlySpan(join(List.of(), lock(ORDERS, 1050)));
        assertThat(span.requested()).isEqualTo(between(90, 111));
        assertThat(span.granted()).contains(between(90, 111));
        assertThat(span.released()).isEqualTo(between(90, 111));
        assertThat(span.evidence()).containsExactly(Evidence.WAL);
    }

    @Test
    void a_lock_that_nobody_saw_was_there_within_its_step() {
        assertThat(onlySpan(join(List.of(), lock(ORDERS, 550))).requested()).isEqualTo(between(50, 61));
        assertThat(onlySpan(join(List.of(), lock(ORDERS, 1510))).released()).isEqualTo(between(140, 155));
    }

    @Test
    void a_lock_that_was_seen_gets_one_more_evidence_and_keeps_its_bounds() {
        LockSpan seen = span(Optional.of(between(100, 111)), between(130, 141));
        assertThat(onlySpan(join(List.of(seen), lock(ORDERS, 1050)))).isEqualTo(seen.logged());
        assertThat(seen.logged().evidence()).containsExactlyInAnyOrder(Evidence.SAMPLE, Evidence.WAL);
        assertThat(seen.logged().released()).isEqualTo(between(130, 141));
    }

    @Test
    void a_lock_that_was_only_seen_waiting_was_granted_when_the_log_says_so() {
        LockSpan waiting = span(Optional.empty(), between(130, 141));
        assertThat(onlySpan(join(List.of(waiting), lock(ORDERS, 1350))).granted())
                .contains(between(130, 141));
    }

    @Test
    void two_records_of_which_one_lock_was_seen_are_two_locks() {
        LockSpan seen = span(Optional.of(between(100, 111)), between(130, 141));
        assertThat(join(List.of(seen), lock(ORDERS, 750), lock(ORDERS, 1050)))
                .extracting(LockSpan::evidence)
                .containsExactlyInAnyOrder(Set.of(Evidence.SAMPLE, Evidence.WAL), Set.of(Evidence.WAL));
    }

    @Test
    void each_try_of_a_step_has_its_own_locks() {
        LockSpan seen = span(Optional.of(between(100, 111)), between(130, 141));
        List<LockSpan> spans = join(List.of(seen), lock(ORDERS, 1050), new StepLock(SECOND, ORDERS, 1650));
        assertThat(spans).hasSize(2).first().isEqualTo(seen.logged());
        assertThat(spans.get(1).requested()).isEqualTo(between(160, 171));
        assertThat(spans.get(1).steps()).isEqualTo(new LockSpan.Steps(1, 1));
        assertThat(spans.get(1).evidence()).containsExactly(Evidence.WAL);
    }

    @Test
    void what_has_no_name_is_left_out() {
        assertThat(join(List.of(), lock(TRANSIENT, 1050))).isEmpty();
    }

    private List<LockSpan> join(List<LockSpan> seen, StepLock... logged) {
        return new WalEvidence(trail, Map.of(FIRST, step(50, 155), SECOND, step(160, 185))).join(seen, List.of(logged));
    }

    private static StepLock lock(long relation, long position) {
        return new StepLock(FIRST, relation, position);
    }

    private static LockSpan span(Optional<Between> granted, Between released) {
        return new LockSpan(
                ORDERS,
                LockMode.ACCESS_EXCLUSIVE,
                between(100, 111),
                granted,
                released,
                new LockSpan.Steps(1, 1),
                Set.of(Evidence.SAMPLE),
                Optional.empty());
    }

    private static RanStep step(long from, long to) {
        Relation orders =
                new Relation(ORDERS, "public.orders", 'r', Optional.empty(), Optional.empty(), Optional.empty(), true);
        return new RanStep(
                Step.received(1, "VACUUM").orElseThrow(),
                Optional.empty(),
                new Timing(at(from), at(to), at(to), at(to)),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new Catalog(Map.of(ORDERS, orders), ForeignKeys.NONE),
                new StepFacts(
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        new WalRange(10 * from, 10 * to),
                        Set.of(),
                        false,
                        Optional.empty(),
                        Set.of()));
    }

    private static LockSpan onlySpan(List<LockSpan> spans) {
        assertThat(spans).hasSize(1);
        return spans.get(0);
    }

    private static Between between(long earliest, long latest) {
        return new Between(at(earliest), at(latest));
    }

    private static Moment at(long nanos) {
        return new Moment(nanos);
    }
}
