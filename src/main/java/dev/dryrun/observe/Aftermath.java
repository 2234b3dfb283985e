package dev.dryrun.observe;

import dev.dryrun.plan.NoVerdict;
import dev.dryrun.postgres.PostgresServer;
import dev.dryrun.time.RunClock;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is read from the server when the migration is over: its share of the write-ahead log and its temporary files.
 * After a run that ended early nothing is read, because the server may be gone or in no state to be asked.
 */
final class Aftermath {

    private final PostgresServer server;
    private final FactsConnection facts;
    private final int migrationPid;
    private final RunClock clock;
    private Map<Integer, Long> walBytes = Map.of();
    private Map<Integer, Long> tempBytes = Map.of();
    private Optional<String> incomplete = Optional.empty();

    Aftermath(PostgresServer server, FactsConnection facts, int migrationPid, RunClock clock) {
        this.server = server;
        this.facts = facts;
        this.migrationPid = migrationPid;
        this.clock = clock;
    }

    /** {@code endedEarly} says why the run did, if it did. */
    void read(List<RanStep> ran, Optional<String> endedEarly) {
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
        walBytes = orNone(() -> new WalFigures(server).read(ran));
        tempBytes = orNone(() -> TempFiles.read(server.log(), migrationPid, ran, clock));
    }

    /** These figures are worth having, but no reason to throw a measurement away. */
    private static Map<Integer, Long> orNone(Supplier<Map<Integer, Long>> figures) {
        try {
            return figures.get();
        } catch (NoVerdict e) {
            return Map.of();
        }
    }

    Map<Integer, Long> walBytes() {
        return walBytes;
    }

    Map<Integer, Long> tempBytes() {
        return tempBytes;
    }

    /** Why the run is incomplete, if it is. */
    Optional<String> incomplete() {
        return incomplete;
    }
}
