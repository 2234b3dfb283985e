package dev.dryrun.report;

import dev.dryrun.report.LoadReport.Failure;
import dev.dryrun.report.LoadReport.Latencies;
import dev.dryrun.report.LoadReport.StepLoad;
import dev.dryrun.report.StepLocks.Blocked;
import dev.dryrun.report.StepLocks.BlockedQuery;
import dev.dryrun.report.StepLocks.Evidence;
import dev.dryrun.report.StepLocks.Lock;
import dev.dryrun.report.StepLocks.Request;
import dev.dryrun.report.StepLocks.WaitedFor;
import dev.dryrun.report.StepQueues.Awaited;
import dev.dryrun.report.StepQueues.Member;
import dev.dryrun.report.StepQueues.Queue;
import dev.dryrun.report.StepQueues.Waiting;
import dev.dryrun.report.StepReport.Blocking;
import dev.dryrun.report.StepReport.Contention;
import dev.dryrun.report.StepReport.NewFile;
import dev.dryrun.report.StepReport.Result;
import dev.dryrun.report.StepReport.Statement;
import dev.dryrun.report.StepReport.Storage;
import dev.dryrun.report.StepReport.Timing;
import dev.dryrun.report.StepReport.Volume;
import dev.dryrun.time.DurationBounds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A step for tests, quiet unless told otherwise. */
public final class SampleSteps {

    private Statement statement;
    private Result result = Result.succeeded();
    private Timing timing;
    private Blocking blocking = Blocking.NOTHING;
    private Contention contention = new Contention(List.of(), Blocked.NOBODY, List.of(), Optional.empty());
    private Storage storage = Storage.UNTOUCHED;
    private Volume volume = Volume.UNKNOWN;

    private SampleSteps(int number, String kind, String sql) {
        this.statement = new Statement(number, StepReport.Origin.inFile("unsafe.sql", number * 2), sql, kind);
        this.timing = ran(number, 0.2);
    }

    public static SampleSteps step(int number, String kind, String sql) {
        return new SampleSteps(number, kind, sql);
    }

    public SampleSteps in(String file) {
        statement = new Statement(
                statement.number(),
                StepReport.Origin.inFile(file, statement.number() * 2),
                statement.sql(),
                statement.kind());
        return this;
    }

    public SampleSteps by(int session, String application) {
        statement = new Statement(
                statement.number(),
                StepReport.Origin.ofSession(session, application),
                statement.sql(),
                statement.kind());
        return this;
    }

    public SampleSteps took(double milliseconds) {
        timing = ran(statement.number(), milliseconds);
        return this;
    }

    public SampleSteps phases(StepReport.Phase... phases) {
        timing = new Timing(
                timing.transaction(),
                timing.start(),
                timing.duration(),
                timing.overhead(),
                timing.rowsAffected(),
                List.of(phases));
        return this;
    }

    public SampleSteps failed(String sqlState, String message, Optional<Integer> position) {
        result = Result.failed(Optional.of(sqlState), message, position);
        return this;
    }

    public SampleSteps tried(StepTry... tries) {
        result = result.tried(List.of(tries));
        return this;
    }

    public SampleSteps skipped() {
        result = Result.skipped();
        timing = Timing.skipped();
        return this;
    }

    public SampleSteps blocking(DurationBounds reads, DurationBounds writes, DurationBounds rows) {
        blocking = new Blocking(reads, writes, rows, List.of());
        return this;
    }

    public SampleSteps blockedThrough(StepReport.Through... tables) {
        blocking = new Blocking(blocking.reads(), blocking.writes(), blocking.rows(), List.of(tables));
        return this;
    }

    public SampleSteps locks(Lock... locks) {
        contention = new Contention(List.of(locks), contention.blocked(), contention.waitedFor(), contention.load());
        return this;
    }

    public SampleSteps blocked(Blocked blocked) {
        contention = new Contention(contention.locks(), blocked, contention.waitedFor(), contention.load());
        return this;
    }

    public SampleSteps waitedFor(WaitedFor... sessions) {
        contention = new Contention(contention.locks(), contention.blocked(), List.of(sessions), contention.load());
        return this;
    }

    public SampleSteps load(StepLoad load) {
        contention =
                new Contention(contention.locks(), contention.blocked(), contention.waitedFor(), Optional.of(load));
        return this;
    }

    public SampleSteps wrote(Storage storage, Volume volume) {
        this.storage = storage;
        this.volume = volume;
        return this;
    }

    public StepReport done() {
        return new StepReport(statement, result, timing, blocking, contention, storage, volume);
    }

    /** Adds a column and fills it in one transaction, which blocks readers to its end. */
    static List<StepReport> ofBreached() {
        return List.of(
                step(1, "BEGIN", "BEGIN").load(calm(1)).done(),
                addsColumn(),
                backfills(),
                step(4, "ALTER TABLE", "ALTER TABLE orders ALTER COLUMN channel SET NOT NULL")
                        .took(61)
                        .done(),
                step(5, "COMMIT", "COMMIT").took(12.6).done());
    }

    private static StepReport addsColumn() {
        Failure failure =
                new Failure(Optional.of("57014"), "canceling statement due to user request", "orders_by_id", 12);
        Latencies slow = Latencies.of(ms(1203), ms(2600), ms(2912), ms(3239.5));
        StepLoad felt = new StepLoad(
                new LoadReport.Counts(320, 12, 12, 0),
                slow,
                new LoadReport.Slow(301, 220),
                List.of(failure),
                new LoadReport.Pool(288, ms(1890), 12, ms(3189.7)),
                List.of(new LoadReport.StepQuery("orders_by_id", new LoadReport.Felt(320, 12, slow, 301))),
                new LoadReport.Harm(Optional.of(512.4), Optional.of(ms(1240))));
        return step(2, "ALTER TABLE", "ALTER TABLE orders ADD COLUMN channel text")
                .took(4.1)
                .phases(new StepReport.Phase("waiting for old snapshots", ms(10.5), bounds(1, 2.5)))
                .locks(
                        lock("public.orders", "AccessExclusiveLock", bounds(3208.1, 3241.2067), 5),
                        onCreated("public.orders_channel_idx"))
                .blocking(bounds(3208.1, 3241.2067), bounds(3208.1, 3241.2067), DurationBounds.ZERO)
                .blocked(queue("SELECT * FROM public.orders WHERE id = $1"))
                .waitedFor(new WaitedFor(
                        4711, "psql", Optional.of("active"), Optional.of("SELECT 1"), ms(2.5), onOrders()))
                .load(felt)
                .done();
    }

    private static StepReport backfills() {
        return step(3, "UPDATE", "UPDATE orders\n   SET channel = 'web'\n WHERE channel IS NULL")
                .took(2980)
                .locks(lock("public.orders", "RowExclusiveLock", bounds(3190, 3210), 5))
                .blocking(DurationBounds.ZERO, DurationBounds.ZERO, bounds(980, 1000.4))
                .load(calm(298))
                .wrote(
                        new Storage(
                                List.of("public.orders"),
                                List.of(new NewFile("public.orders", NewFile.Cause.REWRITE)),
                                List.of("public.orders_channel_idx"),
                                List.of()),
                        new Volume(
                                Optional.of(96_301_440L),
                                Optional.of(97_000_000L),
                                Optional.of(-8192L),
                                Optional.of(0L)))
                .done();
    }

    public static Lock lock(String relation, String mode, DurationBounds held, int releasedAfter) {
        boolean exclusive = mode.equals("AccessExclusiveLock");
        return new Lock(
                new Request(relation, Optional.empty(), Optional.of("r"), mode, false),
                bounds(0, 4.9),
                held,
                Optional.of(releasedAfter),
                List.of(Evidence.SNAPSHOT, Evidence.SAMPLE),
                exclusive,
                exclusive || mode.equals("ShareLock"),
                List.of(new StepLocks.Interval(ms(0.2), Optional.of(ms(5.1)), ms(5.1).plus(held.atMost()))));
    }

    public static Lock onCreated(String relation) {
        return new Lock(
                new Request(relation, Optional.of("public.orders"), Optional.of("i"), "AccessExclusiveLock", true),
                DurationBounds.ZERO,
                bounds(1, 2),
                Optional.empty(),
                List.of(Evidence.SNAPSHOT),
                true,
                true,
                List.of());
    }

    public static Blocked queue(String query) {
        return new Blocked(
                51,
                48,
                ms(3241),
                ms(95_120),
                List.of(
                        new BlockedQuery(query, 40, ms(3241), ms(80_000), List.of(onOrders())),
                        new BlockedQuery(
                                "INSERT INTO public.orders (customer_id) VALUES ($1)",
                                11,
                                ms(2803.4),
                                ms(15_120),
                                List.of(onOrders()))),
                List.of(queueOf(query)));
    }

    /** At its deepest: a reader that keeps the ALTER waiting, and two of the shop behind it. */
    private static Queue queueOf(String query) {
        return new Queue(
                ms(3200),
                onOrders(),
                List.of(new Member(4711, Optional.empty(), "psql", "SELECT 1")),
                List.of(
                        new Waiting(
                                new Member(5, Optional.of(2), "dryrun migration", "ALTER TABLE orders"),
                                "AccessExclusiveLock",
                                ms(3190),
                                List.of(4711)),
                        new Waiting(
                                new Member(20, Optional.empty(), "dryrun load", query),
                                "AccessShareLock",
                                ms(3150.5),
                                List.of(5))),
                47);
    }

    static Awaited onOrders() {
        return new Awaited("relation", Optional.of("public.orders"), Optional.empty());
    }

    public static StepLoad calm(long requests) {
        Latencies quick = Latencies.of(ms(0.41), ms(0.7), ms(1.23), ms(1.5));
        return new StepLoad(
                new LoadReport.Counts(requests, 0, 0, 0),
                quick,
                new LoadReport.Slow(0, 0),
                List.of(),
                LoadReport.Pool.NEVER_EMPTY,
                List.of(new LoadReport.StepQuery("orders_by_id", new LoadReport.Felt(requests, 0, quick, 0))),
                new LoadReport.Harm(Optional.of(0.0), Optional.of(Duration.ZERO)));
    }

    public static DurationBounds bounds(double atLeast, double atMost) {
        return new DurationBounds(ms(atLeast), ms(atMost));
    }

    public static Duration ms(double milliseconds) {
        return Duration.ofNanos(Math.round(milliseconds * 1_000_000));
    }

    private static Timing ran(int number, double milliseconds) {
        return new Timing(
                Optional.of(1),
                Optional.of(ms((number - 1) * 10)),
                Optional.of(ms(milliseconds)),
                Optional.of(ms(0.9)),
                Optional.empty(),
                List.of());
    }
}
