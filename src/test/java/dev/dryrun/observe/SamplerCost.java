package dev.dryrun.observe;

import dev.dryrun.load.LoadGenerator;
import dev.dryrun.load.LoadResult;
import dev.dryrun.load.LoadTarget;
import dev.dryrun.load.ProfileDerivation;
import dev.dryrun.plan.LoadPlan;
import dev.dryrun.postgres.PostgresServer;
import dev.dryrun.profile.LoadProfile;
import dev.dryrun.time.Phases;
import dev.dryrun.time.RunClock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What sampling costs: processor time of the server and of ours for each second of sampling, and the load's p99 with and
 * without it, in alternating runs, while the watched session holds few or many locks. Run by
 * {@code src/test/benchmarks/sampler.sh}.
 */
final class SamplerCost {

    private static final Duration MEASURED = Duration.ofSeconds(10);
    private static final LoadPlan LOAD = LoadPlan.automatic(200, 16, Duration.ofSeconds(2), Duration.ZERO);
    private static final double TICKS_PER_SECOND = 100;

    private final Rehearsal rehearsal;
    private final RunClock clock = RunClock.system();
    private final Duration interval;

    /** Shares of one core, and the 99th percentile of the load's response time in ms. */
    private record Figures(double server, double client, double p99, double gapP99) {}

    private SamplerCost(Rehearsal rehearsal, Duration interval) {
        this.rehearsal = rehearsal;
        this.interval = interval;
    }

    /** Arguments: rounds, and the sample interval in ms. */
    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[0]);
        Duration interval = Duration.ofMillis(Long.parseLong(arguments[1]));
        try (Rehearsal rehearsal = new Rehearsal(Map.of("max_locks_per_transaction", "512"))) {
            SamplerCost cost = new SamplerCost(rehearsal, interval);
            System.out.printf(
                    "%7s  %10s  %10s  %10s  %10s  %10s%n", "locks", "server", "client", "p99 on", "p99 off", "gap p99");
            for (int locks : new int[] {0, 100, 1_000, 10_000}) {
                cost.measure(locks, rounds);
            }
        }
    }

    private void measure(int locks, int rounds) throws Exception {
        rehearsal.given("CREATE TABLE orders (id bigint PRIMARY KEY, total int, note text);"
                + " INSERT INTO orders SELECT i, i, 'x' FROM generate_series(1, 100000) i; ANALYZE orders");
        try (Connection migration = rehearsal.connect();
                Statement statement = migration.createStatement()) {
            statement.execute("DO $$ BEGIN FOR i IN 1.." + locks
                    + " LOOP EXECUTE format('CREATE TABLE many_%s ()', i); END LOOP; END $$");
            migration.setAutoCommit(false);
            statement.execute("DO $$ BEGIN FOR i IN 1.." + locks
                    + " LOOP EXECUTE format('LOCK TABLE many_%s IN ACCESS SHARE MODE', i); END LOOP; END $$");
            int pid = pid(migration);
            List<Figures> on = new ArrayList<>();
            List<Figures> off = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                boolean first = round % 2 == 0;
                (first ? on : off).add(run(pid, first));
                (first ? off : on).add(run(pid, !first));
            }
            migration.rollback();
            System.out.printf(
                    Locale.ROOT,
                    "%7d  %9.1f%%  %9.1f%%  %7.2f ms  %7.2f ms  %7.2f ms%n",
                    locks,
                    100 * median(on.stream().map(Figures::server).toList()),
                    100 * median(on.stream().map(Figures::client).toList()),
                    median(on.stream().map(Figures::p99).toList()),
                    median(off.stream().map(Figures::p99).toList()),
                    median(on.stream().map(Figures::gapP99).toList()));
        }
    }

    private Figures run(int migration, boolean sampling) throws Exception {
        PostgresServer server = rehearsal.server();
        Phases phases = new Phases();
        LoadProfile profile;
        try (Connection connection = server.connect(rehearsal.database(), "dryrun facts")) {
            profile = ProfileDerivation.derive(connection, Set.of("orders"), Set.of());
        }
        LoadTarget target = new LoadTarget(server.jdbcUrl(rehearsal.database()), server.user(), server.password());
        try (Connection connection = server.connect(rehearsal.database(), "dryrun sampler");
                LoadGenerator load = LoadGenerator.prepare(LOAD, profile, target, clock)) {
            int pid = pid(connection);
            LockQuery query = new LockQuery(connection, server.major(), clock);
            Sampler sampler = new Sampler(query, interval, clock);
            sampler.watch(migration);
            phases.begin(Phases.Kind.WARM_UP, 0, clock.now());
            load.start(clock.now(), phases);
            if (sampling) {
                sampler.start();
            }
            clock.sleepUntil(clock.now().plus(LOAD.warmUp()));
            Phases.Phase measured = phases.begin(Phases.Kind.STEP, 1, clock.now());
            double serverBefore = serverSeconds(pid);
            double clientBefore = clientSeconds();
            clock.sleepUntil(clock.now().plus(MEASURED));
            double serverUsed = (serverSeconds(pid) - serverBefore) / MEASURED.toSeconds();
            double clientUsed = (clientSeconds() - clientBefore) / MEASURED.toSeconds();
            phases.begin(Phases.Kind.COOL_DOWN, 0, clock.now());
            LoadResult result = load.stop(Duration.ofSeconds(5));
            sampler.close();
            return new Figures(
                    serverUsed,
                    clientUsed,
                    result.in(measured).orElseThrow().response().p99().toNanos() / 1e6,
                    sampler.observations().sampling().gapP99().toNanos() / 1e6);
        }
    }

    private static int pid(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** utime and stime of /proc/PID/stat, after the name in parentheses. */
    private static double serverSeconds(int pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    private static double clientSeconds() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (long id : threads.getAllThreadIds()) {
            var thread = threads.getThreadInfo(id);
            if (thread != null && thread.getThreadName().equals("dryrun-sampler")) {
                return threads.getThreadCpuTime(id) / 1e9;
            }
        }
        return 0;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
