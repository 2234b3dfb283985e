package dev.dryrun.load;

import com.sun.management.OperatingSystemMXBean;
import dev.dryrun.plan.LoadPlan;
import dev.dryrun.plan.LoadRate;
import dev.dryrun.plan.LoadSource;
import dev.dryrun.plan.PoolPlan;
import dev.dryrun.profile.LoadProfile;
import dev.dryrun.profile.LoadQuery;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Phases;
import dev.dryrun.time.RunClock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What the load generator loses, beside pgbench and under a lock. Run by {@code src/test/benchmarks/load.sh}. */
final class LoadCost {

    private static final int CONNECTIONS = 8;
    static final int ACCOUNTS = 100_000;
    private static final String SELECT = "SELECT abalance FROM pgbench_accounts WHERE aid = ";
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+) \\(without");

    private final LocalPostgres server;
    private final RunClock clock = RunClock.system();

    /** Requests a second, and processor time of the harness for each, in µs. */
    private record Throughput(double perSecond, double cpuMicros) {}

    private LoadCost(LocalPostgres server) {
        this.server = server;
    }

    /** Arguments: rounds, and seconds of each run. */
    public static void main(String[] arguments) throws Exception {
        countingAlone();
        int rounds = Integer.parseInt(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        try (LocalPostgres server = LocalPostgres.start()) {
            LoadCost cost = new LoadCost(server);
            cost.pgbench("-i", "-q", "-s", "1");
            cost.coordinatedOmission();
            cost.againstPgbench(rounds, seconds);
        }
    }

    private void coordinatedOmission() throws Exception {
        Phases phases = new Phases();
        try (LoadGenerator load = generator(new LoadRate.PerSecond(2000), false);
                Connection migration = server.connect();
                Statement statement = migration.createStatement()) {
            migration.setAutoCommit(false);
            Moment first = clock.now();
            phases.begin(Phases.Kind.STEP, 1, first);
            load.start(first, phases);
            clock.sleepUntil(first.plus(Duration.ofSeconds(8)));
            statement.execute("LOCK TABLE pgbench_accounts IN ACCESS EXCLUSIVE MODE");
            clock.sleepUntil(first.plus(Duration.ofSeconds(11)));
            migration.rollback();
            clock.sleepUntil(first.plus(Duration.ofSeconds(20)));
            phases.begin(Phases.Kind.COOL_DOWN, 0, first.plus(Duration.ofSeconds(20)));
            PhaseLoad felt = load.stop(Duration.ofSeconds(10)).phases().get(0);
            System.out.printf(
                    Locale.ROOT,
                    "lock of 3 s in 20 s at 2,000/s: %d requests, %d errors, p99 %.0f ms (service time %.1f ms)%n",
                    felt.counts().requests(),
                    felt.counts().requests() - felt.counts().succeeded(),
                    millis(felt.response().p99()),
                    millis(felt.service().p99()));
        }
    }

    private void againstPgbench(int rounds, int seconds) throws Exception {
        double expected = pgbench(CONNECTIONS, seconds / 2 + 1);
        List<Throughput> ours = new ArrayList<>();
        List<Double> driver = new ArrayList<>();
        List<Double> single = new ArrayList<>();
        List<Double> threads = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            for (int turn = 0; turn < 4; turn++) {
                switch ((turn + round) % 4) {
                    case 0 -> ours.add(held(expected * 1.5, seconds));
                    case 1 -> driver.add(DriverLoop.perSecond(server, SELECT + "?", CONNECTIONS, 3, seconds));
                    case 2 -> single.add(pgbench(1, seconds));
                    default -> threads.add(pgbench(CONNECTIONS, seconds));
                }
            }
        }
        double our = median(ours.stream().map(Throughput::perSecond).toList());
        double cpu = median(ours.stream().map(Throughput::cpuMicros).toList());
        System.out.printf(Locale.ROOT, "held connections: %.0f/s; harness %.1f µs a request%n", our, cpu);
        against("pgbench -c 8 -M prepared", our, single);
        against("pgbench -c 8 -j 8 -M prepared", our, threads);
        against("the driver in a bare loop of 8 threads", our, driver);
    }

    private static void against(String what, double our, List<Double> theirs) {
        double their = median(theirs);
        System.out.printf(Locale.ROOT, "against %s: %.0f/s, ratio %.3f%n", what, their, our / their);
    }

    /** As fast as it goes: more requests are due than can be made, so that every worker always has one. */
    private Throughput held(double rate, int seconds) throws Exception {
        Phases phases = new Phases();
        try (LoadGenerator load = generator(new LoadRate.PerSecond(rate), true)) {
            phases.begin(Phases.Kind.STEP, 1, clock.now());
            load.start(clock.now(), phases);
            clock.sleepUntil(clock.now().plus(Duration.ofSeconds(3)));
            Moment from = clock.now();
            long cpu = cpuNanos();
            clock.sleepUntil(from.plus(Duration.ofSeconds(seconds)));
            cpu = cpuNanos() - cpu;
            LoadResult result = load.stop(Duration.ZERO);
            long start = from.since(result.series().start()).toMillis() / 100 + 1;
            long completed = result.series().buckets().stream()
                    .skip(start)
                    .limit(seconds * 10L - 2)
                    .mapToLong(TimeSeries.Bucket::completed)
                    .sum();
            double perSecond = completed / (seconds - 0.2);
            return new Throughput(perSecond, cpu / 1e3 / (perSecond * seconds));
        }
    }

    private LoadGenerator generator(LoadRate rate, boolean held) {
        List<List<Optional<String>>> ids = IntStream.rangeClosed(1, ACCOUNTS)
                .mapToObj(i -> List.of(Optional.of(Integer.toString(i))))
                .toList();
        LoadQuery query = LoadQuery.of("read", SELECT + "?", false, ids);
        PoolPlan pool = new PoolPlan(CONNECTIONS, PoolPlan.TIMEOUT, held);
        LoadPlan plan = new LoadPlan(LoadSource.AUTO, rate, pool, Duration.ZERO, Duration.ZERO, Set.of());
        return LoadGenerator.prepare(
                plan, LoadProfile.of("benchmark", List.of(query), List.of()), server.target(), clock);
    }

    private double pgbench(int threads, int seconds) throws IOException, InterruptedException {
        Path script = Files.createTempFile("dryrun-load", ".sql");
        try {
            Files.writeString(script, "\\set aid random(1, " + ACCOUNTS + ")\n" + SELECT + ":aid;\n");
            String out = pgbench(
                    "-n",
                    "-M",
                    "prepared",
                    "-c",
                    String.valueOf(CONNECTIONS),
                    "-j",
                    String.valueOf(threads),
                    "-T",
                    String.valueOf(seconds),
                    "-f",
                    script.toString());
            Matcher tps = TPS.matcher(out);
            if (!tps.find()) {
                throw new IOException("pgbench said nothing of its throughput: " + out);
            }
            return Double.parseDouble(tps.group(1));
        } finally {
            Files.delete(script);
        }
    }

    private String pgbench(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(server.programPath("pgbench").toString());
        command.addAll(List.of("-h", "127.0.0.1", "-p", String.valueOf(server.port()), "-U", "postgres"));
        command.addAll(List.of(arguments));
        command.add("postgres");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + out);
        }
        return out;
    }

    /** Takes and answers requests that nobody makes, in eight threads. */
    private static void countingAlone() throws InterruptedException {
        RunClock clock = RunClock.system();
        Phases phases = new Phases();
        phases.begin(Phases.Kind.STEP, 1, Moment.ORIGIN);
        LoadQuery query = LoadQuery.of("read", "SELECT 1", false, List.of(List.of()));
        PoolPlan held = new PoolPlan(CONNECTIONS, PoolPlan.TIMEOUT, true);
        LoadPlan plan = new LoadPlan(
                LoadSource.AUTO, new LoadRate.PerSecond(1e6), held, Duration.ZERO, Duration.ZERO, Set.of());
        Demand demand = Demand.of(plan, LoadProfile.of("benchmark", List.of(query), List.of()));
        Lane lane = Lane.all(demand, clock.now(), 0).get(0);
        RequestBook book = new RequestBook(clock.now(), List.of(lane), new Ledger(phases, Moment.ORIGIN));
        int each = 250_000;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            threads.add(new Thread(() -> {
                for (int done = 0; done < each; done++) {
                    Turn turn = book.take(lane, clock.now()).orElseThrow();
                    Moment sent = turn.request().due();
                    Moment answered =
                            sent.plus(Duration.ofNanos(100_000 + turn.request().number() % 1000 * 1000));
                    book.answered(
                            turn, new Answer(Optional.of(sent), answered, Duration.ZERO, new Answer.Outcome.Done()));
                }
            }));
        }
        Moment from = clock.now();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = clock.now().since(from).toNanos() / 1e9;
        System.out.printf(
                Locale.ROOT,
                "counting alone: %.0f requests a second in %d threads%n",
                CONNECTIONS * each / seconds,
                CONNECTIONS);
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
