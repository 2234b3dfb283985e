package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.analysis.RelationLock;
import dev.dryrun.analysis.StepAnalysis;
import dev.dryrun.observe.Rehearsal.Performance;
import dev.dryrun.plan.LoadPlan;
import dev.dryrun.time.DurationBounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Waits and holds against what is known of them from elsewhere, under a load of 200 requests a second. Alone, because it
 * measures how wide the bounds of durations are.
 */
@Tag("quiet")
class DurationsIT {

    private static final int RUNS = 100;
    private static final Duration INTERVAL = Duration.ofMillis(5);
    private static final LoadPlan LOAD = LoadPlan.automatic(200, 16, Duration.ofSeconds(2), Duration.ZERO);
    private static final Path TARGET = Path.of("target");

    private static Rehearsal rehearsal;

    /** What a duration certainly was at least and at most, from sources other than the lock readings. */
    private record Truth(double leastMs, double mostMs) {}

    @BeforeAll
    static void start() {
        // Every wait that is longer than this is logged with its duration.
        rehearsal = new Rehearsal(Map.of("deadlock_timeout", "1ms"));
    }

    @AfterAll
    static void stop() {
        rehearsal.close();
    }

    @BeforeEach
    void database() throws SQLException {
        rehearsal.given("""
                CREATE TABLE t (id bigint PRIMARY KEY, v text);
                INSERT INTO t SELECT i, 'x' FROM generate_series(1, 1000) i;
                """);
    }

    /** The sleep is in the hold, and the three statements are not longer than the hold by more than their own time. */
    @Test
    void the_bounds_of_a_hold_contain_how_long_it_was() throws IOException {
        List<Double> sleeps = sleeps(1);
        StringBuilder script = new StringBuilder();
        for (double sleep : sleeps) {
            script.append(
                    String.format(Locale.ROOT, "BEGIN; LOCK TABLE t; SELECT pg_sleep(%.6f); COMMIT;%n", sleep / 1000));
        }

        Performance run = rehearsal.performUnder(LOAD, script.toString());

        List<Truth> truths = new ArrayList<>();
        List<DurationBounds> bounds = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            int lock = 4 * i + 2;
            double most = millis(run, lock) + millis(run, lock + 1) + millis(run, lock + 2);
            truths.add(new Truth(sleeps.get(i), most));
            bounds.add(lockOf(run.step(lock)).held());
        }
        assertWithin("holds", bounds, truths, run);
    }

    /**
     * The reader sleeps while it is waited for; and the server's log says when the waiter had woken up, which is some time
     * after the lock was granted to it.
     */
    @Test
    void the_bounds_of_a_wait_contain_how_long_it_was() throws Exception {
        List<Double> sleeps = sleeps(2);
        int logBefore = rehearsal.server().log().length();
        ExecutorService others = Executors.newSingleThreadExecutor();
        Future<?> reader = others.submit(() -> readAndLetWait(sleeps));
        String block = """
                DO $$ BEGIN
                    WHILE NOT EXISTS (SELECT FROM pg_locks l JOIN pg_stat_activity a USING (pid)
                            WHERE l.relation = 't'::regclass AND a.application_name = 'reader') LOOP
                        PERFORM pg_sleep(0.002);
                        PERFORM pg_stat_clear_snapshot();
                    END LOOP;
                END $$;
                BEGIN; LOCK TABLE t; COMMIT;
                """;

        Performance run = rehearsal.performUnder(LOAD, block.repeat(RUNS));

        reader.get(10, TimeUnit.SECONDS);
        others.shutdown();
        List<Truth> truths = waitsInLog(rehearsal.server().log().substring(logBefore), sleeps);
        List<DurationBounds> bounds = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            bounds.add(lockOf(run.step(4 * i + 3)).waited());
        }
        assertWithin("waits", bounds, truths, run);
    }

    private static void assertWithin(String what, List<DurationBounds> bounds, List<Truth> truths, Performance run)
            throws IOException {
        assertThat(truths).as("how many are known").hasSize(RUNS);
        List<String> lines = new ArrayList<>();
        double[] widths = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            DurationBounds bound = bounds.get(i);
            Truth truth = truths.get(i);
            widths[i] = ms(bound.atMost()) - ms(bound.atLeast());
            lines.add(String.format(
                    Locale.ROOT,
                    "%s %d: %.3f to %.3f, truth %.3f to %.3f",
                    what,
                    i,
                    ms(bound.atLeast()),
                    ms(bound.atMost()),
                    truth.leastMs(),
                    truth.mostMs()));
            assertThat(ms(bound.atLeast())).as(lines.get(i)).isLessThanOrEqualTo(truth.mostMs());
            assertThat(ms(bound.atMost())).as(lines.get(i)).isGreaterThanOrEqualTo(truth.leastMs());
        }
        Arrays.sort(widths);
        lines.add(String.format(
                Locale.ROOT,
                "%s, width of the bounds in ms: p50 %.3f, p90 %.3f, p95 %.3f, max %.3f",
                what,
                widths[RUNS / 2],
                widths[RUNS * 9 / 10],
                widths[RUNS * 95 / 100],
                widths[RUNS - 1]));
        Files.write(TARGET.resolve("durations-" + what + ".txt"), lines);
        double longestGap = ms(run.seen().locks().sampling().gapMax());
        assertThat(widths[RUNS * 95 / 100 - 1])
                .as(lines.get(RUNS))
                .isLessThanOrEqualTo(Math.max(
                        2 * ms(INTERVAL), 2 * ms(run.seen().locks().sampling().gapP99())));
        assertThat(widths[RUNS - 1]).as(lines.get(RUNS)).isLessThanOrEqualTo(2 * longestGap);
    }

    /** From 3 ms to 2 s, each order of magnitude as often as the next. */
    private static List<Double> sleeps(int seed) {
        Random random = new Random(seed);
        return random.doubles(RUNS)
                .map(share -> 3 * Math.pow(2000.0 / 3, share))
                .boxed()
                .toList();
    }

    /** Reads the table in a transaction, waits until the migration waits for it, and lets it wait a little more. */
    private Void readAndLetWait(List<Double> sleeps) throws SQLException, InterruptedException {
        try (Connection connection = rehearsal.server().connect(rehearsal.database(), "reader");
                Statement statement = connection.createStatement()) {
            for (double sleep : sleeps) {
                statement.execute("BEGIN");
                statement.execute("LOCK TABLE t IN ACCESS SHARE MODE");
                while (!isAwaited(statement)) {
                    Thread.sleep(1);
                }
                statement.execute(String.format(Locale.ROOT, "SELECT pg_sleep(%.6f)", sleep / 1000));
                statement.execute("COMMIT");
            }
        }
        return null;
    }

    private static boolean isAwaited(Statement statement) throws SQLException {
        String question = "SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 't'::regclass AND NOT granted"
                + " AND mode = 'AccessExclusiveLock')";
        try (ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static List<Truth> waitsInLog(String log, List<Double> sleeps) {
        Pattern acquired = Pattern.compile("acquired AccessExclusiveLock on relation .* after ([0-9.]+) ms");
        List<Truth> waits = new ArrayList<>();
        Matcher matcher = acquired.matcher(log);
        while (matcher.find()) {
            waits.add(new Truth(sleeps.get(waits.size()), Double.parseDouble(matcher.group(1))));
        }
        return waits;
    }

    private static RelationLock lockOf(StepAnalysis step) {
        return step.locks().stream()
                .filter(lock -> lock.name().equals("public.t") && lock.mode() == LockMode.ACCESS_EXCLUSIVE)
                .findFirst()
                .orElseThrow();
    }

    private static double millis(Performance run, int step) {
        return ms(run.step(step).step().timing().duration());
    }

    private static double ms(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
