package dev.dryrun.observe;

import dev.dryrun.observe.StepFacts.WalRange;
import dev.dryrun.postgres.PostgresServer;
import dev.dryrun.postgres.ProgramCall;
import dev.dryrun.postgres.ProgramResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells the migration's own share of the write-ahead log from the load's, by transaction id.
 *
 * @see <a href="https://www.postgresql.org/docs/current/pgwaldump.html">pg_waldump</a>
 */
final class WalFigures {

    private static final Duration DEADLINE = Duration.ofMinutes(5);

    /** The last line of the statistics: count, record size, full-page images, and both together. */
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s.*?(\\d+) \\[100(?:\\.\\d+)?%]\\s*$");

    private final PostgresServer server;

    WalFigures(PostgresServer server) {
        this.server = server;
    }

    /** Bytes by step number, for the steps of which it can be known. */
    Map<Integer, Long> read(List<RanStep> ran) {
        Map<Integer, Set<Long>> byTransaction = new HashMap<>();
        Map<Integer, Long> bytes = new HashMap<>();
        for (RanStep step : ran) {
            Set<Long> ids = new HashSet<>(step.facts().transactionIds());
            step.transaction().ifPresent(number -> {
                Set<Long> known = byTransaction.computeIfAbsent(number, ignored -> new HashSet<>());
                known.addAll(ids);
                ids.addAll(known);
            });
            bytesOf(step, ids).ifPresent(known -> bytes.put(step.number(), known));
        }
        return bytes;
    }

    private Optional<Long> bytesOf(RanStep step, Set<Long> transactionIds) {
        if (!step.knowsAllLocks()) {
            return Optional.empty();
        }
        long sum = 0;
        for (long id : transactionIds) {
            Optional<Long> bytes = bytesOf(id, step.facts().wal());
            if (bytes.isEmpty()) {
                return Optional.empty();
            }
            sum += bytes.get();
        }
        return Optional.of(sum);
    }

    private Optional<Long> bytesOf(long transactionId, WalRange range) {
        if (range.bytes() == 0) {
            return Optional.of(0L);
        }
        ProgramResult result = server.run(ProgramCall.of(
                DEADLINE,
                "pg_waldump",
                "--path=" + server.dataDirectory() + "/pg_wal",
                "--start=" + position(range.from()),
                "--end=" + position(range.to()),
                "--xid=" + transactionId,
                "--stats"));
        return result.succeeded() ? total(result.stdout()) : Optional.empty();
    }

    static Optional<Long> total(String statistics) {
        Matcher matcher = TOTAL.matcher(statistics);
        return matcher.find() ? Optional.of(Long.valueOf(matcher.group(1))) : Optional.empty();
    }

    /** A position as Postgres writes it. */
    static String position(long bytes) {
        return String.format(Locale.ROOT, "%X/%X", bytes >>> 32, bytes & 0xFFFFFFFFL);
    }
}
