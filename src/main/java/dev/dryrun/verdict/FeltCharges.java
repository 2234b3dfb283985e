package dev.dryrun.verdict;

import dev.dryrun.load.Failure;
import dev.dryrun.load.Latency;
import dev.dryrun.load.LoadResult;
import dev.dryrun.load.PhaseLoad;
import dev.dryrun.load.PoolWaits;
import dev.dryrun.load.RequestCounts;
import dev.dryrun.plan.Budget;
import dev.dryrun.time.Phases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What requests felt since the first step, all of them or those of one class of sessions or one query. */
final class FeltCharges {

    private static final double NANOS_PER_MS = 1e6;
    private static final String DEADLOCK = "40P01";

    private final LoadResult load;
    private final Optional<String> part;
    private final long othersDeadlocks;

    /** @param othersDeadlocks requests that have deadlocked among themselves: the migration had no part in it */
    FeltCharges(LoadResult load, Optional<String> part, long othersDeadlocks) {
        this.load = load;
        this.part = part;
        this.othersDeadlocks = othersDeadlocks;
    }

    /** What they felt in one phase. */
    private record Felt(Phases.Phase phase, RequestCounts counts, Latency response, PoolWaits pool) {

        Optional<Integer> step() {
            return phase.kind() == Phases.Kind.STEP ? Optional.of(phase.step()) : Optional.empty();
        }

        long wrong() {
            return counts.requests() - counts.succeeded();
        }

        /** What went wrong while nothing but the load ran, if this is the baseline. */
        long wrongWithin() {
            return wrong() - counts.later().wrong();
        }
    }

    List<Charge> of(Budget.Name budget) {
        return switch (budget) {
            case ERRORS -> errors();
            case STALL -> stalls();
            case P99 -> percentiles();
            case POOL_EMPTY -> poolEmpty();
            case READS_BLOCKED, WRITES_BLOCKED -> throw new IllegalArgumentException(budget + " is not of requests");
        };
    }

    /**
     * One charge: the requests that went wrong since the first step, those due before it included, beyond what the baseline's rate of errors lets
     * expect, and but for those that the load itself has deadlocked; named after the step where that began.
     */
    private List<Charge> errors() {
        List<Felt> since = sinceFirstStep().toList();
        long requests =
                since.stream().mapToLong(felt -> felt.counts().requests()).sum();
        Optional<Felt> before = load.baseline().flatMap(this::felt);
        long broken = before.map(felt -> felt.counts().later().wrong()).orElse(0L);
        long all = broken + since.stream().mapToLong(Felt::wrong).sum();
        long expected = before.map(baseline -> expected(baseline, requests)).orElse(0L);
        Optional<Integer> first = since.stream()
                .filter(felt -> felt.step().isPresent() && felt.wrong() > 0)
                .findFirst()
                .flatMap(Felt::step);
        long own = Math.min(othersDeadlocks, deadlocked());
        return List.of(new Charge(Math.max(0, all - Math.max(expected, own)), first, Optional.empty()));
    }

    /** Since the first step, of these requests. */
    private long deadlocked() {
        return load.phases().stream()
                .filter(phase -> phase.phase().kind() != Phases.Kind.WARM_UP)
                .flatMap(phase -> phase.failures().stream())
                .filter(failure -> failure.sqlState().equals(DEADLOCK) && isOfPart(failure.query()))
                .mapToLong(Failure::count)
                .sum();
    }

    private boolean isOfPart(String query) {
        return part.isEmpty()
                || part.get().equals(query)
                || load.queries().stream()
                        .anyMatch(each -> each.query().name().equals(query)
                                && each.query().session().equals(part.get()));
    }

    /** Rounded up: what may be chance is not charged. */
    private static long expected(Felt baseline, long requests) {
        long before = baseline.counts().requests();
        return before == 0 ? 0 : (requests * baseline.wrongWithin() + before - 1) / before;
    }

    /**
     * Of each phase the longest; who was due after the last step may have waited for what it left behind, and who was due
     * before the first and had no answer when it began counts with what he waited from there on, as if due at that moment.
     */
    private List<Charge> stalls() {
        Optional<Integer> first = load.phases().stream()
                .filter(phase -> phase.phase().kind() == Phases.Kind.STEP)
                .findFirst()
                .map(phase -> phase.phase().step());
        Duration before = first.flatMap(step -> load.baseline())
                .flatMap(this::felt)
                .map(felt -> felt.counts().later().longest())
                .orElse(Duration.ZERO);
        List<Charge> charges = new ArrayList<>();
        if (!before.isZero()) {
            charges.add(new Charge(millis(before), first, Optional.empty()));
        }
        sinceFirstStep().filter(felt -> felt.response().count() > 0).forEach(felt -> {
            double longest = millis(felt.response().max());
            if (!charges.isEmpty() && felt.step().equals(first)) {
                longest = Math.max(longest, charges.remove(0).measured());
            }
            charges.add(new Charge(longest, felt.step(), Optional.empty()));
        });
        return charges;
    }

    /** Of fewer than 100 requests it is the longest. */
    private List<Charge> percentiles() {
        return sinceFirstStep()
                .filter(felt -> felt.step().isPresent() && felt.response().count() > 0)
                .map(felt -> new Charge(
                        millis(felt.response().p99()),
                        felt.step(),
                        Optional.empty(),
                        Optional.of(felt.response().count())))
                .toList();
    }

    /** One charge for all phases, because a transaction of many steps may keep the pool empty in each; the worst is named. */
    private List<Charge> poolEmpty() {
        List<Felt> since = sinceFirstStep().toList();
        Duration all = since.stream().map(felt -> felt.pool().empty()).reduce(Duration.ZERO, Duration::plus);
        Optional<Integer> worst = since.stream()
                .filter(felt -> !felt.pool().empty().isZero())
                .max(Comparator.comparing(felt -> felt.pool().empty()))
                .flatMap(Felt::step);
        return List.of(new Charge(millis(all), worst, Optional.empty()));
    }

    private Stream<Felt> sinceFirstStep() {
        return load.phases().stream()
                .filter(phase -> phase.phase().kind() != Phases.Kind.WARM_UP)
                .flatMap(phase -> felt(phase).stream());
    }

    /** Empty where none of these requests was due. */
    private Optional<Felt> felt(PhaseLoad phase) {
        if (part.isEmpty()) {
            return Optional.of(new Felt(phase.phase(), phase.counts(), phase.response(), phase.pool()));
        }
        Optional<Felt> sessions = phase.parts().classes().stream()
                .filter(each -> each.name().equals(part.get()))
                .findFirst()
                .map(each -> new Felt(phase.phase(), each.counts(), each.response(), each.pool()));
        return sessions.or(() -> phase.parts().queries().stream()
                .filter(each -> each.query().name().equals(part.get()))
                .findFirst()
                .map(each -> new Felt(phase.phase(), each.counts(), each.response(), PoolWaits.NONE)));
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / NANOS_PER_MS;
    }
}
