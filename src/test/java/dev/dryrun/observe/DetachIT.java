package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.analysis.Blocking;
import dev.dryrun.observe.Probe.Kind;
import dev.dryrun.observe.Rehearsal.Performance;
import dev.dryrun.postgres.TestServer;
import dev.dryrun.time.DurationBounds;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * DETACH PARTITION … CONCURRENTLY and FINALIZE lock a partition that queries of its parent no longer look at. Alone,
 * because it tells by their length the locks of a wait from those that follow it.
 */
@Tag("quiet")
class DetachIT {

    private static final String SCHEMA = Bystanders.UNTIL_WAITING + """
            CREATE TABLE customers (id int PRIMARY KEY);
            INSERT INTO customers SELECT generate_series(1, 9);
            CREATE TABLE p (id int PRIMARY KEY, customer int REFERENCES customers ON DELETE CASCADE)
              PARTITION BY RANGE (id);
            CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
            CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20);
            INSERT INTO p VALUES (1, 1), (11, 2);
            CREATE TABLE visits (p int REFERENCES p);
            CREATE TABLE probed (yes int);
            """;

    private static final String CONCURRENTLY = "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY";

    private static final String FINALIZE = "ALTER TABLE p DETACH PARTITION p1 FINALIZE";

    private static final List<Probe> PROBES = List.of(
            new Probe(Kind.READ, Set.of("p"), "SELECT * FROM p"),
            new Probe(Kind.READ, Set.of("p2"), "SELECT * FROM p2"),
            new Probe(Kind.READ, Set.of("p1"), "SELECT * FROM p1"),
            new Probe(Kind.INSERT, Set.of("p"), "INSERT INTO p VALUES (12, 3)"),
            new Probe(Kind.UPDATE, Set.of("p"), "UPDATE p SET customer = 3"),
            new Probe(Kind.INSERT, Set.of("p1"), "INSERT INTO p1 VALUES (3, 3)"),
            new Probe(Kind.INSERT, Set.of("visits"), "INSERT INTO visits VALUES (11)"),
            new Probe(Kind.DELETE, Set.of("customers"), "DELETE FROM customers WHERE id = 4"),
            new Probe(Kind.DELETE, Set.of("p"), "DELETE FROM p WHERE id = 11"));

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void the_parent_can_be_used_while_its_partition_is_locked(int major) throws Exception {
        try (Rehearsal rehearsal = new Rehearsal(TestServer.start(major), Map.of("autovacuum", "off"))) {
            rehearsal.given(SCHEMA);
            assertReported(rehearsal, CONCURRENTLY);
            rehearsal.given(SCHEMA);
            markPending(rehearsal);
            assertReported(rehearsal, FINALIZE);
        }
    }

    private static void assertReported(Rehearsal rehearsal, String sql) throws Exception {
        ExecutorService prober = Executors.newSingleThreadExecutor();
        try (Bystanders others = new Bystanders(rehearsal)) {
            others.hold("reader", "EXISTS (SELECT FROM probed)", "SELECT * FROM p1");
            Callable<Map<Probe, Boolean>> probing = () -> probe(rehearsal);
            Future<Map<Probe, Boolean>> waits = prober.submit(probing);
            Performance run = rehearsal.perform(sql + ";");
            assertThat(run.step(1).step().error()).isEmpty();
            Blocking blocking = whileItWaited(run.step(1).blocking());
            assertThat(blocking.reads()).containsOnlyKeys("public.p1");
            Map<Probe, Boolean> reported = new HashMap<>();
            PROBES.forEach(probe -> reported.put(probe, probe.isReported(blocking)));
            assertThat(reported).as(sql).isEqualTo(waits.get());
        } finally {
            prober.shutdownNow();
        }
    }

    /** When it had the lock it locked others for a moment, to take the partition out of their foreign keys. */
    private static Blocking whileItWaited(Blocking all) {
        return new Blocking(
                longOnes(all.reads()),
                longOnes(all.writes()),
                all.rows(),
                all.unseenReads(),
                all.unseenWrites(),
                all.through());
    }

    private static Map<String, DurationBounds> longOnes(Map<String, DurationBounds> blocked) {
        Map<String, DurationBounds> longer = new HashMap<>(blocked);
        longer.values().removeIf(time -> time.atMost().compareTo(Probe.PATIENCE) < 0);
        return longer;
    }

    private static Map<Probe, Boolean> probe(Rehearsal rehearsal) throws SQLException {
        Map<Probe, Boolean> waits = new HashMap<>();
        try (Connection connection = rehearsal.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT until_waiting(1)");
            for (Probe probe : PROBES) {
                waits.put(probe, probe.waits(connection));
            }
            connection.setAutoCommit(true);
            statement.execute("INSERT INTO probed VALUES (1)");
        }
        return waits;
    }

    /** As a DETACH … CONCURRENTLY leaves it that did not get its lock. */
    private static void markPending(Rehearsal rehearsal) throws SQLException {
        try (Connection reader = rehearsal.connect();
                Connection detaching = rehearsal.connect();
                Statement read = reader.createStatement();
                Statement detach = detaching.createStatement()) {
            reader.setAutoCommit(false);
            read.execute("SELECT * FROM p1");
            detach.execute("SET lock_timeout = '100ms'");
            try {
                detach.execute(CONCURRENTLY);
            } catch (SQLException e) {
                assertThat(e.getSQLState()).isEqualTo("55P03");
            }
            reader.rollback();
        }
    }
}
