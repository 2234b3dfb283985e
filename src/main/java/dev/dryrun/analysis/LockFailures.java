package dev.dryrun.analysis;

import dev.dryrun.analysis.Finding.Severity;
import dev.dryrun.observe.BlockedSpan;
import dev.dryrun.observe.Deadlock;
import dev.dryrun.observe.LockReading.Session;
import dev.dryrun.observe.Observations;
import dev.dryrun.observe.RanStep;
import dev.dryrun.observe.Try;
import dev.dryrun.observe.WaitedForSpan;
import dev.dryrun.postgres.ServerError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a step of the migration gave up for, or was ended for, with those who stood in its way. */
final class LockFailures {

    private static final String LOCK_TIMEOUT = "55P03";
    private static final String DEADLOCK = "40P01";
    private static final String CANCELLED = "57014";

    private static final Pattern RELATION = Pattern.compile("relation (\\d+) of database \\d+");
    private static final int MOST_NAMED = 3;
    private static final int QUERY_LENGTH = 120;

    private final Observations seen;
    private final List<Finding> findings = new ArrayList<>();

    private LockFailures(Observations seen) {
        this.seen = seen;
    }

    static List<Finding> of(Observations seen, List<StepAnalysis> steps) {
        LockFailures failures = new LockFailures(seen);
        steps.forEach(failures::add);
        steps.forEach(failures::addOthersDeadlocks);
        return failures.findings;
    }

    /** One finding a step and code: that of the last try that failed so. */
    private void add(StepAnalysis step) {
        List<RanStep> tries = seen.triesOf(step.step());
        for (String state : List.of(LOCK_TIMEOUT, DEADLOCK, CANCELLED)) {
            List<RanStep> failed = tries.stream()
                    .filter(ran ->
                            ran.error().filter(error -> isOf(error, state)).isPresent())
                    .toList();
            if (!failed.isEmpty()) {
                findings.add(finding(step, state, failed));
            }
        }
        addDropped(step);
    }

    /** Deadlocks with this step that the server has ended by failing somebody else, from its log: both sides are known. */
    private void addOthersDeadlocks(StepAnalysis step) {
        List<Deadlock> met = seen.manner().deadlocks().stream()
                .filter(deadlock -> !deadlock.failedMigration()
                        && deadlock.step()
                                .filter(number -> number == step.number())
                                .isPresent())
                .toList();
        if (met.isEmpty()) {
            return;
        }
        String often = met.size() == 1 ? "a session" : met.size() + " sessions";
        String sides =
                met.get(0).parties().stream().map(party -> side(step, party)).collect(Collectors.joining("; "));
        findings.add(new Finding(
                "deadlock",
                Severity.DANGER,
                Optional.of(step.number()),
                Optional.empty(),
                often + " beside the migration failed with a deadlock against this step"
                        + (met.size() == 1 ? ": " : ", the first like this: ") + sides,
                advice(DEADLOCK)));
    }

    private static String side(StepAnalysis step, Deadlock.Party party) {
        String who = party.step().map(number -> "step " + number).orElse("the other session");
        return who + " (pid " + party.pid() + ": " + shortened(party.statement()) + ") waited for "
                + named(step, party.waitsFor());
    }

    /** A statement that was cancelled by hand ran into no limit. */
    private static boolean isOf(ServerError error, String state) {
        return error.sqlState().equals(state)
                && (!state.equals(CANCELLED) || error.message().contains("statement timeout"));
    }

    private Finding finding(StepAnalysis step, String state, List<RanStep> failed) {
        RanStep last = failed.get(failed.size() - 1);
        ServerError error = last.error().orElseThrow();
        boolean recovered = step.step().error().isEmpty();
        String often = failed.size() == 1 ? "" : " (" + failed.size() + " tries)";
        String others = waitedFor(last);
        return new Finding(
                code(state),
                recovered ? Severity.WARNING : Severity.DANGER,
                Optional.of(step.number()),
                relation(step),
                error.message()
                        + often
                        + others
                        + error.detail()
                                .filter(ignored -> state.equals(DEADLOCK))
                                .map(text -> ". " + named(step, text))
                                .orElse("")
                        + (recovered ? "; a later try succeeded" : ""),
                recovered && state.equals(LOCK_TIMEOUT)
                        ? "give it as many tries in production, or run it when nothing like that is under way"
                        : advice(state));
    }

    private static String code(String state) {
        return switch (state) {
            case LOCK_TIMEOUT -> "lock-timeout";
            case DEADLOCK -> "deadlock";
            default -> "statement-timeout";
        };
    }

    private static String advice(String state) {
        return switch (state) {
            case LOCK_TIMEOUT -> "--retries 5 tries it again; otherwise run it when nothing like that is under way";
            case DEADLOCK -> "lock tables in the order in which the application does, each in a transaction of its own";
            default -> "raise the limit for this step, or find out what it waits for";
        };
    }

    private String waitedFor(RanStep ran) {
        String others = seen.locks().waitedFor().stream()
                .filter(span -> span.overlaps(ran.timing().sent(), ran.timing().ended()))
                .map(span -> words(span, inItsWait(span, ran)))
                .distinct()
                .limit(MOST_NAMED)
                .collect(Collectors.joining("; "));
        return others.isEmpty() ? "" : " while it waited for " + others;
    }

    /** Who waits for the migration while the migration waits for it does so with the statement that matters. */
    private Session inItsWait(WaitedForSpan span, RanStep ran) {
        return seen.locks().blocked().stream()
                .filter(wait -> wait.pid() == span.pid()
                        && wait.started().earliest().isBefore(ran.timing().ended())
                        && wait.ended().latest().isAfter(ran.timing().sent()))
                .reduce((first, last) -> last)
                .map(BlockedSpan::session)
                .orElse(span.session());
    }

    private static String words(WaitedForSpan span, Session session) {
        String query = session.query();
        String state = session.state();
        return span.who()
                + " (pid " + span.pid() + (state.isEmpty() ? "" : ", " + state) + ")"
                + (query.isEmpty() ? "" : ": " + shortened(query));
    }

    private static String shortened(String query) {
        String line = query.strip().replaceAll("\\s+", " ");
        return line.length() <= QUERY_LENGTH ? line : line.substring(0, QUERY_LENGTH) + "...";
    }

    /** The table whose lock it did not get. */
    private static Optional<String> relation(StepAnalysis step) {
        return step.locks().stream()
                .filter(lock -> !lock.granted())
                .map(RelationLock::name)
                .findFirst();
    }

    /** The server's words with names in place of oids, and the migration's statement beside its pid. */
    private static String named(StepAnalysis step, String detail) {
        StringBuilder text = new StringBuilder();
        Matcher oid = RELATION.matcher(detail.replace("\n", " "));
        while (oid.find()) {
            String name = step.step()
                    .catalog()
                    .relation(Long.parseLong(oid.group(1)))
                    .map(relation -> relation.name())
                    .orElse(oid.group());
            oid.appendReplacement(text, Matcher.quoteReplacement(name));
        }
        return oid.appendTail(text).toString().replaceAll("\\.$", "");
    }

    private void addDropped(StepAnalysis step) {
        List<String> dropped = seen.manner().tries().getOrDefault(step.number(), List.of()).stream()
                .map(Try::dropped)
                .flatMap(List::stream)
                .toList();
        if (!dropped.isEmpty()) {
            findings.add(new Finding(
                    "invalid-index-dropped",
                    Severity.INFO,
                    Optional.of(step.number()),
                    Optional.of(dropped.get(0)),
                    "before it was tried again dryrun ran DROP INDEX CONCURRENTLY, " + dropped.size()
                            + " times in all: a try that fails leaves an invalid index",
                    "have the migration do the same, with lock_timeout = 0 around CONCURRENTLY"));
        }
    }
}
