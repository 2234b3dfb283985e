package dev.dryrun.observe;

import dev.dryrun.plan.NoVerdict;
import dev.dryrun.postgres.PostgresServer;
import dev.dryrun.time.RunClock;
import java.sql.SQLException;
import java.util.HashMap;
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
    private final RunClock clock;
    private StepBytes bytes = StepBytes.UNKNOWN;
    private Optional<String> incomplete = Optional.empty();

    Aftermath(PostgresServer server, FactsConnection facts, RunClock clock) {
        this.server = server;
        this.facts = facts;
        this.clock = clock;
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
        bytes = new StepBytes(
                orNone(() -> new WalFigures(server).read(migrator.ran())), orNone(() -> tempBytes(migrator)));
    }

    private Map<Integer, Long> tempBytes(Migrator migrator) {
        String log = server.log();
        Map<Integer, Long> temporary = new HashMap<>();
        migrator.bySession().forEach((pid, ran) -> temporary.putAll(TempFiles.read(log, pid, ran, clock)));
        return temporary;
    }

    /** These figures are worth having, but no reason to throw a measurement away. */
    private static Map<Integer, Long> orNone(Supplier<Map<Integer, Long>> figures) {
        try {
            return figures.get();
        } catch (NoVerdict e) {
            return Map.of();
        }
    }

    StepBytes bytes() {
        return bytes;
    }

    /** Why the run is incomplete, if it is. */
    Optional<String> incomplete() {
        return incomplete;
    }
}
