package dev.dryrun.observe;

import dev.dryrun.observe.LockReading.Holder;
import dev.dryrun.observe.LockReading.Session;
import dev.dryrun.postgres.MaskedError;
import dev.dryrun.postgres.MaskedLines;
import dev.dryrun.postgres.MaskedLog;
import dev.dryrun.postgres.ServerError;
import dev.dryrun.script.MaskedSql;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What a run has seen, without values of the user's rows: other sessions' statements without their literals, errors and
 * warnings without the keys, rows and texts that they quote. The migration's own statements are the user's, and stay.
 */
public final class WithoutValues {

    private final Map<String, String> masked = new HashMap<>();

    private WithoutValues() {}

    public static Observations of(Observations seen) {
        return new WithoutValues().observations(seen);
    }

    private Observations observations(Observations seen) {
        return new Observations(
                seen.ran().stream().map(WithoutValues::step).toList(),
                seen.skipped(),
                locks(seen.locks()),
                seen.load(),
                seen.bytes(),
                seen.settings(),
                seen.incomplete().map(MaskedLog::ofTail),
                manner(seen.manner()));
    }

    private static RanStep step(RanStep ran) {
        UnaryOperator<ServerError> without =
                error -> MaskedError.of(error, ran.step().sql());
        return new RanStep(
                ran.step(),
                ran.error().map(without),
                ran.timing(),
                ran.transaction(),
                ran.rows(),
                ran.warnings().stream().map(without).toList(),
                ran.catalog(),
                ran.facts());
    }

    private LockObservations locks(LockObservations locks) {
        return new LockObservations(
                locks.locks(),
                locks.blocked().stream()
                        .map(span -> new BlockedSpan(
                                span.pid(),
                                session(span.session()),
                                span.request(),
                                span.started(),
                                span.ended(),
                                span.others()))
                        .toList(),
                byStep(locks.queues(), this::queue),
                locks.gaps(),
                locks.waitedFor().stream()
                        .map(span -> new WaitedForSpan(
                                span.pid(),
                                session(span.session()),
                                span.request(),
                                span.started(),
                                span.ended(),
                                span.others()))
                        .toList(),
                locks.phases(),
                locks.sampling(),
                locks.exclusiveKnown());
    }

    private DeepestQueue queue(DeepestQueue queue) {
        Set<Integer> own = queue.migration();
        return new DeepestQueue(
                queue.at(),
                queue.depth(),
                queue.waiters().stream()
                        .map(waiter -> own.contains(waiter.pid()) ? waiter : waiter.of(session(waiter.session())))
                        .toList(),
                queue.holders().stream()
                        .map(holder -> own.contains(holder.pid())
                                ? holder
                                : new Holder(holder.pid(), session(holder.session())))
                        .toList(),
                own);
    }

    private Session session(Session session) {
        return new Session(session.application(), session.backendType(), session.state(), sql(session.query()));
    }

    /** Very many sessions have very few statements. */
    private String sql(String sql) {
        return masked.computeIfAbsent(sql, MaskedSql::of);
    }

    private Manner manner(Manner manner) {
        return new Manner(
                manner.notes(),
                manner.command().map(WithoutValues::command),
                byStep(manner.tries(), WithoutValues::tries),
                manner.disturbances(),
                manner.deadlocks().stream().map(this::deadlock).toList(),
                manner.noLoad(),
                manner.silences());
    }

    private static CommandCourse command(CommandCourse course) {
        return new CommandCourse(
                course.text(),
                course.exitCode(),
                course.lastLines().stream().map(MaskedLines.stateful()).toList(),
                course.sessions(),
                course.elsewhere(),
                course.sessionOfStep(),
                course.pauses());
    }

    private static List<Try> tries(List<Try> tries) {
        return tries.stream()
                .map(each -> new Try(step(each.ran()), each.undone(), each.dropped()))
                .toList();
    }

    private Deadlock deadlock(Deadlock deadlock) {
        return new Deadlock(
                deadlock.victim(),
                deadlock.parties().stream()
                        .map(party -> party.isOfMigration()
                                ? party
                                : new Deadlock.Party(
                                        party.pid(), party.step(), party.waitsFor(), sql(party.statement())))
                        .toList());
    }

    private static <V> Map<Integer, V> byStep(Map<Integer, V> values, UnaryOperator<V> without) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> without.apply(entry.getValue())));
    }
}
