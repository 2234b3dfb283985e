package dev.dryrun.analysis;

import dev.dryrun.analysis.Finding.Severity;
import dev.dryrun.load.FailureCourse;
import dev.dryrun.load.LoadResult;
import dev.dryrun.load.QueryLoad;
import dev.dryrun.observe.Observations;
import dev.dryrun.observe.RanStep;
import dev.dryrun.time.Moment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What requests of the load failed with after the migration had begun, one finding a cause. Errors that begin with a
 * step and go on to the end are code that the step has broken; others are disturbances.
 */
final class FailedRequests {

    private static final String DEADLOCK = "40P01";
    private static final String CACHED_PLAN = "cached plan must not change result type";

    /** Beginnings of SQLSTATEs that say nothing about the code: conflicts, limits, and connections that broke. */
    private static final Set<String> PASSING = Set.of("08", "26", "40", "53", "55P03", "57", "58", "XX");

    private final Observations seen;
    private final LoadResult load;
    private final BreakingStep breaking;
    private final Map<Integer, List<FailedQuery>> broken = new TreeMap<>();
    private final Map<Integer, List<FailedQuery>> replanned = new TreeMap<>();
    /** By step of the first failure (0: after the last) and SQLSTATE. */
    private final Map<Integer, Map<String, List<FailedQuery>>> others = new TreeMap<>();

    private final NavigableMap<Moment, Integer> begun = new TreeMap<>();

    private FailedRequests(Observations seen, LoadResult load) {
        load.phases()
                .forEach(phase -> begun.put(phase.phase().start(), phase.phase().step()));
        this.seen = seen;
        this.load = load;
        this.breaking = new BreakingStep(seen.ran());
    }

    /** @param deadlocksTold requests that failed with a deadlock have a finding already */
    static List<Finding> of(Observations seen, boolean deadlocksTold) {
        if (seen.ran().isEmpty() || seen.load().isEmpty()) {
            return List.of();
        }
        FailedRequests failed = new FailedRequests(seen, seen.load().get());
        failed.load.queries().forEach(query -> failed.add(query, deadlocksTold));
        return failed.findings();
    }

    /** What failed before the first step as well is no news. */
    private void add(QueryLoad query, boolean deadlocksTold) {
        Moment start = seen.ran().get(0).timing().sent();
        Optional<FailureCourse> brokenBefore = Optional.empty();
        int brokenBy = 0;
        for (FailureCourse course : query.failures()) {
            boolean told = deadlocksTold && course.sqlState().equals(DEADLOCK);
            if (told || course.first().to().isBefore(start)) {
                continue;
            }
            FailedQuery failed = new FailedQuery(query, course);
            boolean again =
                    brokenBefore.filter(before -> isBrokenStill(before, course)).isPresent();
            Optional<Integer> step = again ? Optional.of(brokenBy) : breakingStep(failed);
            if (isCachedPlan(course)) {
                replanned
                        .computeIfAbsent(
                                breaking.of(query, course).map(RanStep::number).orElse(0), key -> new ArrayList<>())
                        .add(failed);
            } else if (step.isPresent()) {
                brokenBefore = Optional.of(course);
                brokenBy = step.get();
                broken.computeIfAbsent(brokenBy, key -> new ArrayList<>()).add(failed);
            } else {
                others.computeIfAbsent(beginning(failed), key -> new HashMap<>())
                        .computeIfAbsent(course.sqlState(), key -> new ArrayList<>())
                        .add(failed);
            }
        }
    }

    /** No request of the query has succeeded since it was broken, so that another error is of no other cause. */
    private static boolean isBrokenStill(FailureCourse before, FailureCourse course) {
        return !isPassing(course.sqlState())
                && course.succeededBefore()
                        .map(success -> success.isBefore(before.first().from()))
                        .orElse(true);
    }

    private Optional<Integer> breakingStep(FailedQuery failed) {
        FailureCourse course = failed.course();
        if (!course.isLasting() || isPassing(course.sqlState())) {
            return Optional.empty();
        }
        return breaking.of(failed.query(), course).map(RanStep::number);
    }

    /** The step that caused what stopped again, or else the one in which it began. */
    private int beginning(FailedQuery failed) {
        FailureCourse course = failed.course();
        Optional<RanStep> cause = isPassing(course.sqlState()) ? Optional.empty() : breaking.of(failed.query(), course);
        return cause.map(RanStep::number).orElseGet(() -> stepAt(course.first().from()));
    }

    private static boolean isPassing(String sqlState) {
        return sqlState.isEmpty() || PASSING.stream().anyMatch(sqlState::startsWith);
    }

    private static boolean isCachedPlan(FailureCourse course) {
        return course.sqlState().equals("0A000") && course.message().startsWith(CACHED_PLAN);
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        broken.forEach((step, failed) -> findings.add(broken(step, failed)));
        replanned.forEach((step, failed) -> findings.add(replanned(step, failed)));
        others.forEach((step, byState) -> byState.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> findings.add(other(step, entry.getValue()))));
        return findings;
    }

    private Finding broken(int step, List<FailedQuery> failed) {
        String sql = seen.ran().stream()
                .filter(ran -> ran.number() == step)
                .map(ran -> FailureWords.shortened(ran.step().sql()))
                .findFirst()
                .orElse("the step");
        return new Finding(
                "breaks-deployed-code",
                Severity.DANGER,
                Optional.of(step),
                Optional.empty(),
                sql + " breaks code that is deployed: from then on to the end " + FailureWords.of(failed),
                FailureWords.wayOut(failed.get(0).course().sqlState()));
    }

    private static Finding replanned(int step, List<FailedQuery> failed) {
        return new Finding(
                "cached-plan-invalidated",
                Severity.WARNING,
                Optional.of(step).filter(number -> number > 0),
                Optional.empty(),
                "statements that were prepared before the step return other columns or types after it: "
                        + FailureWords.of(failed),
                "once for each connection and prepared statement, and the transaction must be run again: pgjdbc's"
                        + " autosave=conservative does so, prepareThreshold=0 avoids it; SELECT with the columns named does not"
                        + " mind columns that are added");
    }

    private Finding other(int step, List<FailedQuery> failed) {
        boolean lasting = failed.stream().anyMatch(each -> each.course().isLasting());
        Moment last = failed.stream()
                .map(each -> each.course().lastSent())
                .max(Moment::compareTo)
                .orElseThrow();
        String until =
                lasting ? "to the end" : stepAt(last) == 0 ? "until after the last step" : "until step " + stepAt(last);
        String from = step == 0
                ? "after the last step"
                : stepAt(last) == step ? "in this step" : "from this step on " + until;
        return new Finding(
                "requests-failed",
                Severity.DANGER,
                Optional.of(step).filter(number -> number > 0),
                Optional.empty(),
                from + " " + FailureWords.of(failed),
                "see whether the application retries, or shows the error to its users");
    }

    /** The step that was the last to begin before the moment; 0 before the first and after the last has ended. */
    private int stepAt(Moment moment) {
        return Optional.ofNullable(begun.floorEntry(moment))
                .map(Map.Entry::getValue)
                .orElse(0);
    }
}
