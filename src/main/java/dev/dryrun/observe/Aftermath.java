package dev.dryrun.observe;

import dev.dryrun.plan.NoVerdict;
import dev.dryrun.postgres.PostgresServer;
import dev.dryrun.time.RunClock;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What is read from the server when the migration is over: its share of the write-ahead log,
 * the locks that the log tells of, and its temporary files.
 * After a run that ended early nothing is read, because the server may be gone or in no state to be asked.
 */
final class Aftermath {

    /** Of a longer log the beginning may be cut off. */
    private static final int WHOLE_LOG = 60 << 20;

    private final PostgresServer server;
    private final FactsConnection facts;
    private final RunClock clock;
    private final WalTrail trail;
    private StepBytes bytes = StepBytes.UNKNOWN;
    private WalAttribution.Result exclusive = WalAttribution.Result.NOTHING;
    private Map<Integer, RanStep> steps = Map.of();
    private List<Deadlock> deadlocks = List.of();
    private Optional<String> incomplete = Optional.empty();

    Aftermath(PostgresServer server, FactsConnection facts, RunClock clock, WalTrail trail) {
        this.server = server;
        this.facts = facts;
        this.clock = clock;
        this.trail = trail;
    }

    /** {@code endedEarly} says why the run did, if it did. */
    void read(Migrator migrator, Optional<String> endedEarly) {
        incomplete = endedEarly;
        if (endedEarly.isPresent()) {
            return;
        }
        try {
            facts.flushWal();
        } catch (SQLException e) {
            incomplete = Optional.of("the server could not be read after the migration: " + e.getMessage());
            return;
        }
        steps = migrator.ran().stream().collect(Collectors.toMap(RanStep::number, step -> step));
        bytes = new StepBytes(
                orElse(() -> new WalFigures(server).read(migrator.ran()), Map.of()),
                orElse(() -> tempBytes(migrator), Map.of()));
        deadlocks = orElse(() -> deadlocks(migrator), List.of());
        exclusive = orElse(() -> exclusiveLocks(migrator), WalAttribution.Result.NOTHING);
    }

    /** All that was seen of locks, with what the write-ahead log tells of them. */
    LockObservations with(LockObservations seen) {
        return seen.withLocks(
                new WalEvidence(trail, steps).join(seen.locks(), exclusive.locks()), exclusive.complete());
    }

    private WalAttribution.Result exclusiveLocks(Migrator migrator) {
        Map<Integer, WalLocks.Told> told = new WalLocks(server, trail).read(migrator.ran());
        if (told.isEmpty()) {
            return WalAttribution.Result.NOTHING;
        }
        try {
            String log = server.log();
            Map<Long, Integer> processes = new HashMap<>(LoggedTransactions.read(log));
            processes.putAll(trail.sessions());
            boolean autovacuum = facts.logsAutovacuum() && log.length() < WHOLE_LOG;
            return new WalAttribution(new WalAttribution.Known(migrator.bySession(), processes, autovacuum))
                    .of(told, facts.databaseOid());
        } catch (SQLException e) {
            return WalAttribution.Result.NOTHING;
        }
    }

    private List<Deadlock> deadlocks(Migrator migrator) {
        Map<Integer, List<Try>> tries = migrator.manner().tries();
        Map<Integer, List<RanStep>> sent = new HashMap<>();
        migrator.bySession().forEach((pid, ran) -> sent.put(pid, Try.inOrder(ran, tries)));
        return new Deadlocks(sent, clock).read(server.log());
    }

    private Map<Integer, Long> tempBytes(Migrator migrator) {
        String log = server.log();
        Map<Integer, Long> temporary = new HashMap<>();
        migrator.bySession().forEach((pid, ran) -> temporary.putAll(TempFiles.read(log, pid, ran, clock)));
        return temporary;
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
