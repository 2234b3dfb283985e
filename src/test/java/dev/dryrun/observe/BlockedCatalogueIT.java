package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.analysis.Blocking;
import dev.dryrun.observe.Rehearsal.Performance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Who is reported to be blocked really waits, and nobody else does: while a statement's transaction is held open in a
 * plain session, new sessions try to read and to write tables, their parents, views and referencing tables.
 */
class BlockedCatalogueIT {

    private static final Path FILES = Path.of("src/test/resources/locks/blocked");
    private static final int ENOUGH = 30;

    private static Rehearsal rehearsal;
    private static ExecutorService sessions;

    @BeforeAll
    static void start() throws Exception {
        rehearsal = new Rehearsal(Map.of("autovacuum", "off"));
        rehearsal.given(Files.readString(FILES.resolve("start.sql")));
        sessions = Executors.newFixedThreadPool(Probe.ALL.size());
    }

    @AfterAll
    static void stop() {
        sessions.shutdownNow();
        rehearsal.close();
    }

    @Test
    void there_are_enough_forms() throws Exception {
        assertThat(statements()).hasSizeGreaterThanOrEqualTo(ENOUGH).doesNotHaveDuplicates();
    }

    @TestFactory
    Stream<DynamicTest> who_is_reported_to_be_blocked_waits_and_nobody_else() throws Exception {
        List<String> statements = statements();
        Performance performance =
                rehearsal.perform("BEGIN;\n" + String.join(";\nROLLBACK;\nBEGIN;\n", statements) + ";\nROLLBACK;\n");
        return statements.stream()
                .map(sql -> DynamicTest.dynamicTest(sql, () -> {
                    int step = 2 + 3 * statements.indexOf(sql);
                    assertThat(performance.step(step).step().step().sql()).isEqualTo(sql);
                    assertThat(performance.step(step).step().error()).isEmpty();
                    assertThat(reported(performance.step(step).blocking())).isEqualTo(waiting(sql));
                }));
    }

    private static List<String> statements() throws Exception {
        return Files.readAllLines(FILES.resolve("statements.txt"));
    }

    private static Map<Probe, Boolean> reported(Blocking blocking) {
        Map<Probe, Boolean> waits = new HashMap<>();
        Probe.ALL.forEach(probe -> waits.put(probe, probe.isReported(blocking)));
        return waits;
    }

    private static Map<Probe, Boolean> waiting(String sql) throws Exception {
        try (Connection holder = rehearsal.connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute(sql);
            List<Future<Boolean>> answers = new ArrayList<>();
            for (Probe probe : Probe.ALL) {
                answers.add(sessions.submit(() -> waits(probe)));
            }
            Map<Probe, Boolean> waits = new HashMap<>();
            for (int i = 0; i < answers.size(); i++) {
                waits.put(Probe.ALL.get(i), answers.get(i).get());
            }
            holder.rollback();
            return waits;
        }
    }

    private static boolean waits(Probe probe) throws SQLException {
        try (Connection connection = rehearsal.connect()) {
            return probe.waits(connection);
        }
    }
}
