package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.analysis.Analysis;
import dev.dryrun.observe.Rehearsal.Performance;
import dev.dryrun.time.DurationBounds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Who is reported to wait for rows that the migration has written or locked really waits, and nobody else does. Alone,
 * because it measures how long sessions waited.
 */
@Tag("quiet")
class RowsBlockedIT {

    private static final Path FILES = Path.of("src/test/resources/locks/blocked");
    private static final int STEPS_EACH = 4;
    private static final int MOST_LOOKS = 2000;

    /** Of a probe; the server's clock may be a little ahead of what it says. */
    private static final Duration WAITED = Duration.ofMillis(295);

    /** The migration goes on when somebody has tried what was to be tried. */
    private static final String UNTIL_TRIED = """
            CREATE TABLE tried (n int);
            CREATE FUNCTION until_tried(which int) RETURNS void LANGUAGE plpgsql AS $$
            BEGIN
              FOR i IN 1 .. 2000 LOOP
                EXIT WHEN EXISTS (SELECT FROM tried WHERE n = which);
                PERFORM pg_sleep(0.005);
              END LOOP;
            END $$;
            """;

    /** What the migration does, what another session tries then, and whether that has to wait. */
    private record Case(String statement, Probe tried, boolean waits) {

        static Case of(String line) {
            String[] parts = line.split(" ; ");
            return new Case(parts[1], new Probe(Probe.Kind.UPDATE, Set.of(), parts[2]), parts[0].equals("waits"));
        }

        /** A block of {@link #STEPS_EACH} steps. */
        String script(int number) {
            return "BEGIN;\n" + statement + ";\nSELECT until_tried(" + number + ");\nROLLBACK;\n";
        }
    }

    @TestFactory
    Stream<DynamicTest> who_is_reported_to_wait_for_a_row_waits_and_nobody_else() throws Exception {
        List<Case> cases = Files.readAllLines(FILES.resolve("rows.txt")).stream()
                .map(Case::of)
                .toList();
        List<Boolean> waited = new ArrayList<>();
        Performance run = run(cases, waited);
        return IntStream.range(0, cases.size())
                .mapToObj(i -> DynamicTest.dynamicTest(
                        cases.get(i).statement() + "; " + cases.get(i).tried(), () -> {
                            assertThat(waited.get(i)).isEqualTo(cases.get(i).waits());
                            check(run.analysis(), i, waited.get(i));
                        }));
    }

    private static void check(Analysis analysis, int number, boolean waits) {
        for (int step = 0; step < STEPS_EACH; step++) {
            DurationBounds rows =
                    analysis.steps().get(number * STEPS_EACH + step).blocking().rows();
            if (waits && step == 2) {
                assertThat(rows.atMost()).isGreaterThanOrEqualTo(WAITED);
                assertThat(rows.atLeast()).isLessThanOrEqualTo(rows.atMost());
            } else {
                assertThat(rows.atMost()).as("step %d of the block", step + 1).isZero();
            }
        }
    }

    private static Performance run(List<Case> cases, List<Boolean> waited) throws Exception {
        ExecutorService migration = Executors.newSingleThreadExecutor();
        try (Rehearsal rehearsal = new Rehearsal(Map.of("autovacuum", "off"))) {
            rehearsal.given(Files.readString(FILES.resolve("start.sql")) + UNTIL_TRIED);
            StringBuilder script = new StringBuilder();
            for (int i = 0; i < cases.size(); i++) {
                script.append(cases.get(i).script(i));
            }
            Future<Performance> run = migration.submit(() -> rehearsal.perform(script.toString()));
            for (int i = 0; i < cases.size(); i++) {
                waited.add(tryWhileHeld(rehearsal, i, cases.get(i).tried()));
            }
            return run.get(1, TimeUnit.MINUTES);
        } finally {
            migration.shutdownNow();
        }
    }

    private static boolean tryWhileHeld(Rehearsal rehearsal, int number, Probe tried) throws Exception {
        try (Connection control = rehearsal.connect();
                Statement statement = control.createStatement()) {
            await(statement, "SELECT until_tried(" + number + ")");
            boolean waits;
            try (Connection connection = rehearsal.connect()) {
                waits = tried.waits(connection);
            }
            statement.execute("INSERT INTO tried VALUES (" + number + ")");
            return waits;
        }
    }

    private static void await(Statement statement, String query) throws SQLException, InterruptedException {
        for (int look = 0; look < MOST_LOOKS; look++) {
            try (ResultSet row = statement.executeQuery(
                    "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query = '" + query + "'")) {
                row.next();
                if (row.getInt(1) > 0) {
                    return;
                }
            }
            Thread.sleep(5);
        }
        throw new IllegalStateException("the migration did not come so far: " + query);
    }
}
