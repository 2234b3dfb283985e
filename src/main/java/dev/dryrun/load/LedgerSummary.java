package dev.dryrun.load;

import dev.dryrun.profile.LoadQuery;
import dev.dryrun.time.Phases;
import dev.dryrun.time.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Adds up at the end what the ledger counted: by phase, query and class, beside the baseline. */
final class LedgerSummary {

    private static final double SATURATED_SHARE = 0.01;

    private final Ledger ledger;
    private final List<Lane> lanes;
    private final Span due;
    private final List<Phases.Phase> phases;
    private final Optional<Duration> baselineP99;
    private final Optional<Recovery.Course> recovery;

    LedgerSummary(Ledger ledger, List<Lane> lanes, Span due) {
        this.ledger = ledger;
        this.lanes = lanes;
        this.due = due;
        this.phases = ledger.phases();
        this.baselineP99 =
                Optional.of(ledger.usual()).filter(usual -> usual.count() > 0).map(Latency::p99);
        this.recovery = baselineP99.map(p99 -> ledger.recovery().course(Recovery.limit(p99)));
    }

    /** @param reopened by class, the connections that had to be opened again */
    LoadResult result(Offered offered, List<Long> reopened) {
        List<ClassLoad> classes = new ArrayList<>();
        for (int i = 0; i < lanes.size(); i++) {
            classes.add(classLoad(lanes.get(i).demand(), reopened.get(i)));
        }
        long again = reopened.stream().mapToLong(Long::longValue).sum();
        return new LoadResult(
                offered,
                phases.stream().map(this::phaseLoad).toList(),
                queries().map(this::queryLoad).toList(),
                classes,
                classes.stream().anyMatch(ClassLoad::saturated),
                new PoolUse(offered.connections(), waits(sum(phases, query -> true), phases, Optional.empty()), again),
                due,
                ledger.series());
    }

    private Stream<LoadQuery> queries() {
        return lanes.stream().flatMap(lane -> lane.demand().queries().stream());
    }

    private ClassLoad classLoad(Demand.OfClass demand, long reopened) {
        Tally tally = sum(phases, of(demand));
        PoolWaits waits = waits(tally, phases, Optional.of(demand.name()));
        return new ClassLoad(
                demand.name(),
                demand.ratePerSecond(),
                isSaturated(demand),
                tally.counts(),
                tally.response(),
                tally.service(),
                new PoolUse(demand.pool().connections(), waits, reopened));
    }

    /** Whether more than 1 % of the warm-up's requests, and not a single one, were sent more than 100 ms late. */
    private boolean isSaturated(Demand.OfClass demand) {
        List<Phases.Phase> warmUp = phases.stream()
                .filter(phase -> phase.kind() == Phases.Kind.WARM_UP)
                .toList();
        Tally tally = sum(warmUp, of(demand));
        return tally.sentLate() > 1
                && tally.sentLate() > SATURATED_SHARE * tally.counts().requests();
    }

    private PhaseLoad phaseLoad(Phases.Phase phase) {
        Tally tally = sum(List.of(phase), query -> true);
        return new PhaseLoad(
                phase,
                tally.counts(),
                tally.response(),
                tally.service(),
                tally.failures(),
                parts(phase),
                waits(tally, List.of(phase), Optional.empty()),
                harm(phase, tally));
    }

    private PhaseLoad.Parts parts(Phases.Phase phase) {
        List<QueryLoad> byQuery = queries()
                .filter(query -> ledger.of(phase).containsKey(query))
                .map(query -> queryLoad(query, ledger.of(phase).get(query), List.of()))
                .toList();
        List<PhaseLoad.ClassPart> byClass = lanes.stream()
                .map(lane -> classPart(phase, lane.demand()))
                .filter(part ->
                        part.counts().requests() > 0 || !part.pool().empty().isZero())
                .toList();
        return new PhaseLoad.Parts(byQuery, byClass);
    }

    private PhaseLoad.ClassPart classPart(Phases.Phase phase, Demand.OfClass demand) {
        Tally tally = sum(List.of(phase), of(demand));
        PoolWaits waits = waits(tally, List.of(phase), Optional.of(demand.name()));
        return new PhaseLoad.ClassPart(demand.name(), tally.counts(), tally.response(), waits);
    }

    private QueryLoad queryLoad(LoadQuery query) {
        Tally sum = new Tally();
        phases.stream()
                .flatMap(phase -> Optional.ofNullable(ledger.of(phase).get(query)).stream())
                .forEach(sum::add);
        return queryLoad(query, sum, ledger.courses(query));
    }

    private static QueryLoad queryLoad(LoadQuery query, Tally tally, List<FailureCourse> courses) {
        return new QueryLoad(query, tally.counts(), tally.response(), tally.service(), courses);
    }

    private PoolWaits waits(Tally tally, List<Phases.Phase> within, Optional<String> session) {
        Duration empty = within.stream()
                .map(phase -> ledger.emptyPools().in(phase, session))
                .reduce(Duration.ZERO, Duration::plus);
        return tally.waits(empty);
    }

    private Harm harm(Phases.Phase phase, Tally tally) {
        return baselineP99
                .map(p99 -> new Harm(Optional.of(tally.beyond(p99)), recovery(phase, tally, p99)))
                .orElse(Harm.UNKNOWN);
    }

    private Optional<Duration> recovery(Phases.Phase phase, Tally tally, Duration p99) {
        if (phase.kind() != Phases.Kind.STEP) {
            return Optional.empty();
        }
        if (tally.response().max().compareTo(Recovery.limit(p99)) <= 0) {
            return Optional.of(Duration.ZERO);
        }
        return ledger.end(phase).flatMap(end -> recovery.flatMap(course -> course.after(end, due.to())));
    }

    private Tally sum(List<Phases.Phase> of, Predicate<LoadQuery> which) {
        Tally sum = new Tally();
        for (Phases.Phase phase : of) {
            ledger.of(phase).forEach((query, tally) -> {
                if (which.test(query)) {
                    sum.add(tally);
                }
            });
        }
        return sum;
    }

    private static Predicate<LoadQuery> of(Demand.OfClass demand) {
        return query -> query.session().equals(demand.name());
    }
}
