package dev.dryrun.observe;

import dev.dryrun.observe.StepFacts.WalRange;
import dev.dryrun.postgres.PostgresServer;
import dev.dryrun.postgres.ProgramCall;
import dev.dryrun.postgres.ProgramResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells the migration's own share of the write-ahead log from the load's, by transaction id.
 *
 * @see <a href="https://www.postgresql.org/docs/current/pgwaldump.html">pg_waldump</a>
 */
final class WalFigures {

    private static final Duration DEADLINE = Duration.ofMinutes(5);

    /** A call of a program in a container costs a tenth of a second, and an argument has 128 kB at the most. */
    private static final int TOGETHER = 200;

    private static final String HEADING = "dryrun-question ";

    /** The last line of the statistics: count, record size, full-page images, and both together. */
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s.*?(\\d+) \\[100(?:\\.\\d+)?%]\\s*$");

    private final PostgresServer server;

    WalFigures(PostgresServer server) {
        this.server = server;
    }

    /** What one transaction wrote in the range of one try of a step. */
    private record Question(TryId of, long transactionId, WalRange range) {}

    /** The transactions of a block, in the try of it that is being read. */
    private static final class Block {
        private final Set<Long> ids = new TreeSet<>();
        private int lastStep;

        Set<Long> with(RanStep step) {
            if (step.number() <= lastStep) {
                ids.clear();
            }
            lastStep = step.number();
            ids.addAll(step.facts().transactionIds());
            return ids;
        }
    }

    /** Bytes by try, for those of which it can be known; {@code ran} are all tries in the order of time. */
    Map<TryId, Long> read(List<RanStep> ran) {
        Map<Integer, Block> blocks = new HashMap<>();
        Map<TryId, Long> bytes = new HashMap<>();
        List<Question> questions = new ArrayList<>();
        for (RanStep step : ran) {
            Set<Long> ids = new TreeSet<>(step.facts().transactionIds());
            step.transaction()
                    .map(number -> blocks.computeIfAbsent(number, ignored -> new Block()))
                    .ifPresent(block -> ids.addAll(block.with(step)));
            if (step.knowsAllLocks()) {
                bytes.put(step.id(), 0L);
                WalRange range = step.facts().wal();
                ids.stream()
                        .filter(id -> range.bytes() > 0)
                        .forEach(id -> questions.add(new Question(step.id(), id, range)));
            }
        }
        for (int from = 0; from < questions.size(); from += TOGETHER) {
            answer(questions.subList(from, Math.min(questions.size(), from + TOGETHER)), bytes);
        }
        return bytes;
    }

    /** Adds the answers; a step of which one is missing is not known. */
    private void answer(List<Question> questions, Map<TryId, Long> bytes) {
        String script = questions.stream().map(WalFigures::call).collect(Collectors.joining("\n"));
        String wal = server.dataDirectory() + "/pg_wal";
        ProgramResult result =
                server.run(ProgramCall.of(DEADLINE, "sh", "-c", script, "sh", server.program("pg_waldump"), wal));
        String[] answers = result.stdout().split(HEADING, -1);
        for (int i = 0; i < questions.size(); i++) {
            Optional<Long> total = i + 1 < answers.length ? total(answers[i + 1]) : Optional.empty();
            TryId step = questions.get(i).of();
            if (total.isPresent()) {
                bytes.computeIfPresent(step, (ignored, sum) -> sum + total.get());
            } else {
                bytes.remove(step);
            }
        }
    }

    private static String call(Question question) {
        return String.format(
                Locale.ROOT,
                "echo '%s'; \"$1\" --path=\"$2\" --start=%s --end=%s --xid=%d --stats",
                HEADING,
                position(question.range().from()),
                position(question.range().to()),
                question.transactionId());
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
