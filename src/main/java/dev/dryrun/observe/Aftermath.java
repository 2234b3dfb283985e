package dev.dryrun.observe;

import dev.dryrun.plan.NoVerdict;
import dev.dryrun.postgres.PostgresServer;
import dev.dryrun.time.RunClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What is read from the server when the migration is over: its share of the write-ahead log,
 * the locks that the log tells of, and its temporary files.
 * After a run that ended early it is read only if the server still lets us in, and a user who waits after Ctrl-C does
 * not wait for it.
 */
final class Aftermath {

    /** Of a longer log the beginning may be cut off. */
    private static final int WHOLE_LOG = 60 << 20;

    private static final int ANSWER_SECONDS = 5;

    private final PostgresServer server;
    private final FactsConnection facts;
    private final RunClock clock;
    private final WalTrail trail;
    /** Whether the times in the server's log can be held against those of the run. */
    private final boolean isLogInTime;

    private StepBytes bytes = StepBytes.UNKNOWN;
    private WalAttribution.Result exclusive = WalAttribution.Result.NOTHING;
    private List<RanStep> ran = List.of();
    private Map<TryId, RanStep> sent = Map.of();
    private List<Deadlock> deadlocks = List.of();
    private Optional<String> incomplete = Optional.empty();

    Aftermath(PostgresServer server, FactsConnection facts, RunClock clock, Sampler sampler) {
        this.server = server;
        this.facts = facts;
        this.clock = clock;
        this.trail = sampler.trail();
        this.isLogInTime =
                sampler.silences().stream().allMatch(silence -> silence.moved().isEmpty());
    }

    /** {@code endedEarly} says why the run did, if it did. */
    void read(Migrator migrator, Optional<String> endedEarly, String database) {
        incomplete = endedEarly;
        if (endedEarly.isPresent() && !isWorthReading(endedEarly.get(), database)) {
            return;
        }
        try {
            facts.flushWal();
        } catch (SQLException e) {
            incomplete = endedEarly.or(
                    () -> Optional.of("the server could not be read after the migration: " + e.getMessage()));
            return;
        }
        ran = migrator.ran();
        List<RanStep> all = Try.inOrder(ran, migrator.manner().tries());
        sent = all.stream().collect(Collectors.toMap(RanStep::id, step -> step));
        Map<Integer, List<RanStep>> bySession = migrator.bySession();
        bytes = new StepBytes(
                orElse(() -> new WalFigures(server).read(all), Map.of()), inTime(() -> tempBytes(bySession), Map.of()));
        deadlocks = inTime(() -> new Deadlocks(bySession, clock).read(server.log()), List.of());
        exclusive = orElse(() -> exclusiveLocks(all, bySession), WalAttribution.Result.NOTHING);
        // What was cut off by an interrupt must not pass for nothing.
        if (Thread.currentThread().isInterrupted()) {
            incomplete = endedEarly.or(() -> Optional.of(EarlyEnd.INTERRUPTED));
        }
    }

    private boolean isWorthReading(String endedEarly, String database) {
        if (endedEarly.equals(EarlyEnd.INTERRUPTED)) {
            return false;
        }
        try (Connection again = server.connect(database, "dryrun facts")) {
            return again.isValid(ANSWER_SECONDS);
        } catch (NoVerdict | SQLException e) {
            return false;
        }
    }

    /** All that was seen of locks, with what the write-ahead log tells of them. */
    LockObservations with(LockObservations seen) {
        Set<Integer> known = ran.stream()
                .filter(step -> exclusive.complete().contains(step.id()))
                .map(RanStep::number)
                .collect(Collectors.toSet());
        return seen.withLocks(new WalEvidence(trail, sent).join(seen.locks(), exclusive.locks()), known);
    }

    private WalAttribution.Result exclusiveLocks(List<RanStep> all, Map<Integer, List<RanStep>> bySession) {
        Map<TryId, WalLocks.Told> told = new WalLocks(server, trail).read(all);
        if (told.isEmpty()) {
            return WalAttribution.Result.NOTHING;
        }
        try {
            String log = server.log();
            Map<Long, Integer> processes = new HashMap<>(LoggedTransactions.read(log));
            processes.putAll(trail.sessions());
            boolean autovacuum = facts.logsAutovacuum() && log.length() < WHOLE_LOG;
            return new WalAttribution(new WalAttribution.Known(bySession, processes, autovacuum))
                    .of(told, facts.databaseOid());
        } catch (SQLException e) {
            return WalAttribution.Result.NOTHING;
        }
    }

    private Map<TryId, Long> tempBytes(Map<Integer, List<RanStep>> bySession) {
        String log = server.log();
        Map<TryId, Long> temporary = new HashMap<>();
        bySession.forEach((pid, steps) -> temporary.putAll(TempFiles.read(log, pid, steps, clock)));
        return temporary;
    }

    /** What rests on the times in the server's log; where the wall clock was moved nothing of it can be told. */
    private <T> T inTime(Supplier<T> figures, T unknown) {
        return isLogInTime ? orElse(figures, unknown) : unknown;
    }

    /** These figures are worth having, but no reason to throw a measurement away. */
    private static <T> T orElse(Supplier<T> figures, T unknown) {
        try {
            return figures.get();
        } catch (NoVerdict e) {
            return unknown;
        }
    }

    StepBytes bytes() {
        return bytes;
    }

    /** The deadlocks since the first step. */
    List<Deadlock> deadlocks() {
        return deadlocks;
    }

    /** Why the run is incomplete, if it is. */
    Optional<String> incomplete() {
        return incomplete;
    }
}
