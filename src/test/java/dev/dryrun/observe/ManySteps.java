package dev.dryrun.observe;

import dev.dryrun.load.LoadOfSteps;
import dev.dryrun.observe.LockReading.Holder;
import dev.dryrun.observe.LockReading.Session;
import dev.dryrun.observe.LockReading.Waiter;
import dev.dryrun.script.Step;
import dev.dryrun.time.Between;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Phases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a run of very many steps would have seen, from literals: each takes a lock on one of fifty tables and its index,
 * somebody stands behind every fifth, and every fiftieth waited for somebody itself.
 */
public final class ManySteps {

    private static final int TABLES = 50;
    private static final int BLOCKS_ONE_IN = 5;
    private static final int WAITS_ONE_IN = 50;
    private static final int MIGRATION = 7;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration SAMPLE = Duration.ofMillis(5);
    private static final Session READER =
            new Session("dryrun load", "client backend", "active", "SELECT c1 FROM t1 WHERE id = $1");

    private final Duration each;
    private final boolean together;
    private final Moment end;
    private final Catalog catalog = catalog();
    private final Phases phases = new Phases();
    private final List<RanStep> ran = new ArrayList<>();
    private final List<LockSpan> locks = new ArrayList<>();
    private final List<BlockedSpan> blocked = new ArrayList<>();
    private final List<WaitedForSpan> waitedFor = new ArrayList<>();
    private final Map<Integer, DeepestQueue> queues = new HashMap<>();

    private ManySteps(int steps, Duration each, boolean together) {
        this.each = each;
        this.together = together;
        this.end = Moment.ORIGIN.plus(WARM_UP).plus(each.multipliedBy(steps));
        phases.begin(Phases.Kind.WARM_UP, 0, Moment.ORIGIN);
        for (int number = 1; number <= steps; number++) {
            step(number, steps);
        }
        phases.begin(Phases.Kind.COOL_DOWN, 0, end);
    }

    /**
     * So many steps, with a load.
     *
     * @param each how long from one to the next
     * @param together in one transaction, which keeps all locks to its end
     */
    public static Observations seen(int steps, Duration each, boolean together) {
        return new ManySteps(steps, each, together).observations();
    }

    private void step(int number, int steps) {
        Moment sent = Moment.ORIGIN.plus(WARM_UP).plus(each.multipliedBy(number - 1L));
        Moment done = sent.plus(each.multipliedBy(9).dividedBy(10));
        Moment ended = done.plus(Duration.ofMillis(1));
        phases.begin(Phases.Kind.STEP, number, sent);
        long table = 1 + number % TABLES;
        String sql = "ALTER TABLE t" + number % TABLES + " DROP COLUMN c" + number;
        ran.add(new RanStep(
                Step.received(number, sql).orElseThrow(),
                Optional.empty(),
                new Timing(sent, done, done, ended),
                together ? Optional.of(1) : Optional.empty(),
                Optional.empty(),
                List.of(),
                catalog,
                facts(number)));
        Between requested = Between.exactly(sent);
        Between released = Between.exactly(together ? end : ended);
        LockSpan.Steps span = new LockSpan.Steps(number, together ? steps : number);
        for (LockSpan.Evidence evidence : List.of(LockSpan.Evidence.SNAPSHOT, LockSpan.Evidence.SAMPLE)) {
            locks.add(new LockSpan(
                    evidence == LockSpan.Evidence.SNAPSHOT ? table : table + TABLES,
                    LockMode.ACCESS_EXCLUSIVE,
                    requested,
                    Optional.of(requested),
                    released,
                    span,
                    Set.of(evidence),
                    Optional.empty()));
        }
        if (number % BLOCKS_ONE_IN == 0) {
            block(number, table, sent, ended);
        }
        if (number % WAITS_ONE_IN == 0) {
            waitedFor.add(new WaitedForSpan(
                    900, READER, request(table), requested, Between.exactly(sent.plus(SAMPLE)), Optional.empty()));
        }
    }

    private void block(int number, long table, Moment sent, Moment ended) {
        LockRequest rows =
                new LockRequest("transactionid", Optional.empty(), LockMode.SHARE, String.valueOf(5000 + number));
        for (int pid = 100; pid < 103; pid++) {
            LockRequest request = pid == 100 ? rows : request(table);
            blocked.add(new BlockedSpan(
                    pid,
                    READER,
                    request,
                    new Between(sent, sent.plus(SAMPLE)),
                    new Between(ended, ended.plus(SAMPLE)),
                    Optional.empty()));
        }
        List<Waiter> waiters = List.of(
                new Waiter(100, Set.of(MIGRATION), rows, Optional.of(SAMPLE), READER),
                new Waiter(101, Set.of(MIGRATION), request(table), Optional.of(SAMPLE), READER));
        queues.put(
                number,
                new DeepestQueue(
                        sent.plus(SAMPLE), 3, waiters, List.of(new Holder(MIGRATION, READER)), Set.of(MIGRATION)));
    }

    private static LockRequest request(long table) {
        return new LockRequest("relation", Optional.of(table), LockMode.ACCESS_SHARE, "");
    }

    private static StepFacts facts(int number) {
        return new StepFacts(
                Set.of(),
                Set.of(),
                Set.of(),
                new StepFacts.WalRange(number * 1000L, number * 1000L + 900),
                Set.of(5000L + number),
                true,
                Optional.empty(),
                Set.of());
    }

    private Observations observations() {
        Sampling sampling = new Sampling(SAMPLE, SAMPLE, 700_000, 0, SAMPLE, SAMPLE, SAMPLE, Duration.ofMillis(1));
        LockObservations seen =
                new LockObservations(locks, blocked, queues, Map.of(), waitedFor, List.of(), sampling, Set.of());
        Moment broken = Moment.ORIGIN.plus(Duration.ofNanos(end.nanos() / 2));
        return new Observations(
                ran,
                List.of(),
                seen,
                Optional.of(LoadOfSteps.over(phases, end.plus(WARM_UP), broken)),
                StepBytes.UNKNOWN,
                Map.of("server_version", "15.18"),
                Optional.empty(),
                new Manner(List.of(), Optional.empty()));
    }

    private static Catalog catalog() {
        Map<Long, Relation> relations = new HashMap<>();
        for (long table = 1; table <= TABLES; table++) {
            relations.put(table, relation(table, "public.t" + (table - 1), 'r', Optional.empty()));
            relations.put(
                    table + TABLES,
                    relation(table + TABLES, "public.t" + (table - 1) + "_pkey", 'i', Optional.of(table)));
        }
        return new Catalog(relations, ForeignKeys.NONE);
    }

    private static Relation relation(long oid, String name, char kind, Optional<Long> table) {
        return new Relation(oid, name, kind, table, Optional.empty(), Optional.empty(), true);
    }
}
