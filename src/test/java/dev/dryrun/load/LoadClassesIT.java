package dev.dryrun.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.plan.LoadPlan;
import dev.dryrun.plan.LoadRate;
import dev.dryrun.plan.LoadSource;
import dev.dryrun.plan.PoolPlan;
import dev.dryrun.profile.Action;
import dev.dryrun.profile.Arrivals;
import dev.dryrun.profile.FreshValue;
import dev.dryrun.profile.LoadProfile;
import dev.dryrun.profile.LoadQuery;
import dev.dryrun.profile.SessionClass;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Phases;
import dev.dryrun.time.RunClock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Alone, because it counts the requests of a second and measures how long a pool was empty. */
@Tag("quiet")
class LoadClassesIT {

    private static LocalPostgres server;

    private final RunClock clock = RunClock.system();
    private final Phases phases = new Phases();

    @BeforeAll
    static void start() throws Exception {
        server = LocalPostgres.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void table() throws Exception {
        server.execute("DROP TABLE IF EXISTS t; CREATE TABLE t (id int PRIMARY KEY, note text);"
                + " INSERT INTO t SELECT i, 'n' FROM generate_series(1, 100) i");
    }

    @Test
    void classes_have_pools_rates_and_timeouts_of_their_own_and_share_only_the_clock() throws Exception {
        LoadResult result = lockedFor(ms(1000), plan(LoadRate.UNSTATED, 16, false), webAndReporting());

        ClassLoad web = result.classes().get(0);
        ClassLoad reporting = result.classes().get(1);
        assertThat(result.offered().connections()).isEqualTo(3);
        assertThat(result.offered().ratePerSecond()).isEqualTo(130);
        double seconds = result.due().length().toNanos() / 1e9;
        assertThat((double) web.counts().requests()).isBetween(110 * seconds - 3, 110 * seconds + 3);
        assertThat((double) reporting.counts().requests()).isBetween(20 * seconds - 2, 20 * seconds + 2);
        assertThat(result.queries().get(1).counts().errors()).isZero();

        assertThat(web.pool().timeouts())
                .as("gave up 400 ms after they were due")
                .isGreaterThan(30);
        assertThat(web.counts().timeouts()).isEqualTo(web.pool().timeouts());
        assertThat(web.pool().waits().waited())
                .isGreaterThanOrEqualTo(web.pool().timeouts());
        assertThat(web.pool().longestWait()).isBetween(ms(395), ms(800));
        assertThat(web.pool().waits().empty()).isBetween(ms(600), ms(1500));
        assertThat(reporting.counts().timeouts()).as("statement_timeout").isPositive();
        assertThat(reporting.pool().timeouts()).isZero();
        assertThat(result.pool().timeouts()).isEqualTo(web.pool().timeouts());

        assertSeriesHoldsAll(result);
        assertPartsAreTheWhole(result.phases().get(1));
    }

    private static LoadProfile webAndReporting() {
        return new LoadProfile(
                "classes",
                OptionalDouble.of(100),
                List.of(
                        new SessionClass(
                                "web",
                                OptionalInt.of(2),
                                OptionalDouble.empty(),
                                Optional.of(Arrivals.CONSTANT),
                                Optional.of(ms(400)),
                                Optional.empty()),
                        new SessionClass(
                                "reporting",
                                OptionalInt.of(1),
                                OptionalDouble.of(20),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(ms(150)))),
                List.of(
                        query("by id", "web", "SELECT note FROM t WHERE id = 1", OptionalDouble.empty()),
                        query("beat", "web", "SELECT 1", OptionalDouble.of(10)),
                        query("report", "reporting", "SELECT count(*), pg_sleep(0.01) FROM t", OptionalDouble.empty())),
                List.of());
    }

    private static void assertPartsAreTheWhole(PhaseLoad step) {
        assertThat(step.parts().queries())
                .extracting(query -> query.query().name())
                .containsExactly("by id", "beat", "report");
        assertThat(step.parts().classes().stream()
                        .mapToLong(part -> part.counts().requests())
                        .sum())
                .isEqualTo(step.counts().requests());
        assertThat(step.parts().queries().stream()
                        .mapToLong(query -> query.counts().requests())
                        .sum())
                .isEqualTo(step.counts().requests());
        assertThat(step.pool().empty()).isLessThanOrEqualTo(ms(1100)).isGreaterThan(ms(600));
        assertThat(step.harm().blocked().orElseThrow()).isGreaterThan(ms(10_000));
        assertThat(step.harm().recovery())
                .hasValueSatisfying(back -> assertThat(back).isLessThan(ms(700)));
    }

    private static void assertSeriesHoldsAll(LoadResult result) {
        ClassLoad web = result.classes().get(0);
        ClassLoad reporting = result.classes().get(1);
        assertThat(result.series().buckets().stream()
                        .mapToLong(TimeSeries.Bucket::requests)
                        .sum())
                .isEqualTo(web.counts().requests() + reporting.counts().requests());
        assertThat(result.series().buckets().stream()
                        .mapToLong(TimeSeries.Bucket::completed)
                        .sum())
                .isEqualTo(web.counts().succeeded() + reporting.counts().succeeded());
        assertThat(result.series().buckets()).anyMatch(bucket -> bucket.waiting() > 10);
    }

    @Test
    void workers_that_hold_their_connections_wait_for_no_pool() throws Exception {
        LoadProfile profile = LoadProfile.of(
                "held",
                List.of(query("by id", "application", "SELECT note FROM t WHERE id = 1", OptionalDouble.empty())),
                List.of());
        LoadResult result = lockedFor(ms(500), plan(new LoadRate.PerSecond(100), 3, true), profile);

        assertThat(result.pool().waits()).isEqualTo(PoolWaits.NONE);
        assertThat(result.pool().connections()).isEqualTo(3);
        assertThat(result.phases().get(1).response().p99()).isGreaterThan(ms(300));
        assertThat(result.phases().get(1).counts().succeeded())
                .isEqualTo(result.phases().get(1).counts().requests());
    }

    @Test
    void the_calibrated_rate_is_half_of_what_is_sustained_and_no_number_comes_twice() throws Exception {
        LoadQuery query = LoadQuery.of(
                        "insert",
                        "INSERT INTO t SELECT ?::int, pg_sleep(0.02)::text",
                        true,
                        List.of(List.of(Optional.of("1"))))
                .withFresh(Map.of(0, new FreshValue.Counting(1000)));
        LoadProfile profile = LoadProfile.of("auto rate", List.of(query), List.of());
        LoadPlan plan = plan(LoadRate.CALIBRATED, 4, false);
        try (LoadGenerator load = LoadGenerator.prepare(plan, profile, server.target(), clock)) {
            Calibration found = load.offered().calibration().orElseThrow();
            assertThat(found.sustained()).isBetween(20.0, 200.0);
            assertThat(found.rate()).isLessThanOrEqualTo(found.sustained() / 2).isGreaterThan(found.sustained() * 0.44);
            assertThat(load.offered().ratePerSecond()).isEqualTo(found.rate());
            phases.begin(Phases.Kind.WARM_UP, 0, clock.now());
            load.start(clock.now(), phases);
            clock.sleepUntil(clock.now().plus(ms(500)));
            LoadResult result = load.stop(ms(5000));

            RequestCounts counts = result.phases().get(0).counts();
            assertThat(counts.succeeded()).isEqualTo(counts.requests()).isPositive();
            assertThat(rows()).isGreaterThan(100 + counts.requests());
        }
    }

    private LoadResult lockedFor(Duration time, LoadPlan plan, LoadProfile profile) throws Exception {
        try (LoadGenerator load = LoadGenerator.prepare(plan, profile, server.target(), clock);
                Connection migration = server.connect()) {
            migration.setAutoCommit(false);
            phases.begin(Phases.Kind.WARM_UP, 0, clock.now());
            load.start(clock.now(), phases);
            clock.sleepUntil(clock.now().plus(ms(1000)));
            Moment from = clock.now();
            try (Statement statement = migration.createStatement()) {
                statement.execute("LOCK TABLE t IN ACCESS EXCLUSIVE MODE");
            }
            phases.begin(Phases.Kind.STEP, 1, from);
            clock.sleepUntil(from.plus(time));
            migration.rollback();
            phases.begin(Phases.Kind.COOL_DOWN, 0, clock.now());
            clock.sleepUntil(clock.now().plus(ms(1800)));
            return load.stop(ms(5000));
        }
    }

    private static LoadPlan plan(LoadRate rate, int connections, boolean held) {
        PoolPlan pool = new PoolPlan(connections, PoolPlan.TIMEOUT, held);
        return new LoadPlan(LoadSource.AUTO, rate, pool, Duration.ZERO, Duration.ZERO, Set.of());
    }

    private static LoadQuery query(String name, String session, String sql, OptionalDouble rate) {
        return new LoadQuery(name, session, false, 1, rate, List.of(new Action.Execute(sql, List.of())));
    }

    private static long rows() throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM t")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }
}
