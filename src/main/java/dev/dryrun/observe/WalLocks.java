package dev.dryrun.observe;

import dev.dryrun.postgres.PostgresServer;
import dev.dryrun.postgres.ProgramCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads from the write-ahead log which ACCESS EXCLUSIVE locks were granted while steps ran whose locks could not be read
 * before they were released.
 */
final class WalLocks {

    private static final Duration DEADLINE = Duration.ofMinutes(5);

    /** A call of a program in a container costs a tenth of a second, and an argument has 128 kB at the most. */
    private static final int TOGETHER = 200;

    /** Of a step with more than that nothing is told: memory is bounded. */
    private static final int MOST_RECORDS = 100_000;

    private static final String STEP = "dryrun-step ";
    private static final String DONE = "dryrun-done";

    private final PostgresServer server;
    private final WalTrail trail;

    WalLocks(PostgresServer server, WalTrail trail) {
        this.server = server;
        this.trail = trail;
    }

    /** The records of the time of one try of a step, up to the first reading after its end. */
    record Told(RanStep step, List<WalRecord.Lock> locks, Set<Long> ended) {
        Told {
            locks = List.copyOf(locks);
            ended = Set.copyOf(ended);
        }
    }

    /** By try; one of which the log could not be read to its end is missing. */
    Map<TryId, Told> read(List<RanStep> ran) {
        List<RanStep> asked = ran.stream()
                .filter(step -> !step.knowsAllLocks() && step.facts().wal().bytes() > 0)
                .toList();
        Map<TryId, Told> told = new LinkedHashMap<>();
        for (int from = 0; from < asked.size(); from += TOGETHER) {
            Answers answers = new Answers(asked.subList(from, Math.min(asked.size(), from + TOGETHER)), told);
            String script = answers.steps.stream().map(this::call).collect(Collectors.joining("\n"));
            String wal = server.dataDirectory() + "/pg_wal";
            server.run(
                    ProgramCall.of(DEADLINE, "sh", "-c", script, "sh", server.program("pg_waldump"), wal),
                    answers::take);
        }
        return told;
    }

    private String call(RanStep step) {
        long end = trail.positionAfter(step.timing().ended())
                .filter(position -> position > step.facts().wal().to())
                .orElse(step.facts().wal().to());
        String dump = String.format(
                Locale.ROOT,
                "\"$1\" --path=\"$2\" --start=%s --end=%s --rmgr=",
                WalFigures.position(step.facts().wal().from()),
                WalFigures.position(end));
        return "echo '" + STEP + step.number() + "'; " + dump + WalRecord.LOCKS + " && " + dump + WalRecord.ENDS
                + " && echo " + DONE;
    }

    /** Takes the lines of all steps one after the other. */
    private static final class Answers {
        private final List<RanStep> steps;
        private final Map<TryId, Told> told;
        private int next;
        private final List<WalRecord.Lock> locks = new ArrayList<>();
        private final Set<Long> waiting = new HashSet<>();
        private final Set<Long> ended = new HashSet<>();

        Answers(List<RanStep> steps, Map<TryId, Told> told) {
            this.steps = steps;
            this.told = told;
        }

        void take(String line) {
            if (line.startsWith(STEP)) {
                next++;
                locks.clear();
                waiting.clear();
                ended.clear();
            } else if (line.equals(DONE) && locks.size() < MOST_RECORDS) {
                RanStep step = steps.get(next - 1);
                told.put(step.id(), new Told(step, locks, ended));
            } else {
                WalRecord.of(line).ifPresent(this::take);
            }
        }

        private void take(WalRecord record) {
            if (record instanceof WalRecord.Lock lock) {
                if (locks.size() == MOST_RECORDS) {
                    return;
                }
                locks.add(lock);
                waiting.add(lock.transactionId());
            } else if (record instanceof WalRecord.End end) {
                // The load ends hundreds of transactions a second, and takes no such locks.
                end.transactionIds().stream().filter(waiting::contains).forEach(ended::add);
            }
        }
    }
}
