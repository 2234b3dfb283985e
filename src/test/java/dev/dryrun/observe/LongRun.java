package dev.dryrun.observe;

import dev.dryrun.observe.LockReading.Holder;
import dev.dryrun.observe.LockReading.OwnLock;
import dev.dryrun.observe.LockReading.OwnTransaction;
import dev.dryrun.observe.LockReading.Session;
import dev.dryrun.observe.LockReading.Waiter;
import dev.dryrun.script.Step;
import dev.dryrun.time.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A migration that nobody has run: readings by a clock that is advanced by hand. It takes locks on some tables and their
 * indexes, commits every few readings without ending its step, waits for others now and then, and others wait for it.
 */
final class LongRun {

    static final int MIGRATION = 7;
    static final int TABLES = 4;

    private static final Duration INTERVAL = Duration.ofNanos(2_580_000);
    private static final Duration COST = Duration.ofNanos(300_000);
    private static final List<String> QUERIES = List.of("SELECT 1", "UPDATE orders SET n = $1", "SELECT 2 FROM lines");
    private static final List<LockMode> MODES =
            List.of(LockMode.ACCESS_EXCLUSIVE, LockMode.SHARE_ROW_EXCLUSIVE, LockMode.ROW_EXCLUSIVE);
    private static final Optional<Duration> UNKNOWN = Optional.empty();

    private final Random random;
    private final int sessions;
    private final int steps;
    private final List<RanStep> ran = new ArrayList<>();
    private final List<Waiter> standing = new ArrayList<>();
    private final Set<Integer> present = new HashSet<>();
    private List<OwnLock> held = List.of();
    private Moment now = Moment.ORIGIN;
    private long transaction;

    LongRun(long seed, int sessions, int steps) {
        this.random = new Random(seed);
        this.sessions = sessions;
        this.steps = steps;
    }

    /** Who is told what goes on. */
    interface Listener {
        void stepBegins(int number, Moment sent);

        void takes(LockReading reading);

        void stepEnds(Moment done, Moment ended);
    }

    /** Goes through so many readings. */
    void go(long readings, Listener listener) {
        long each = readings / steps;
        for (int number = 1; number <= steps; number++) {
            Moment sent = now;
            listener.stepBegins(number, sent);
            for (long i = 0; i < each; i++) {
                now = now.plus(INTERVAL);
                churn(i);
                listener.takes(reading());
                now = now.plus(COST);
            }
            Moment done = now;
            held = List.of();
            present.clear();
            standing.clear();
            present.clear();
            now = now.plus(Duration.ofMillis(1));
            listener.stepEnds(done, now);
            ran.add(step(number, sent, done, now));
            now = now.plus(Duration.ofMillis(1));
        }
    }

    List<RanStep> ran() {
        return ran;
    }

    private void churn(long reading) {
        if (random.nextInt(4) == 0) {
            transaction++;
            held = random.nextInt(5) == 0 ? List.of() : locks();
        }
        if (!standing.isEmpty() && random.nextInt(3) == 0) {
            leave(standing.remove(random.nextInt(standing.size())));
        }
        boolean crowd = reading % 1000 < sessions;
        if (standing.size() < sessions && (crowd || random.nextInt(3) == 0)) {
            join();
        }
        if (random.nextInt(60) == 0) {
            standing.clear();
            present.clear();
        }
    }

    /** Who stood behind him stands behind the migration then. */
    private void leave(Waiter gone) {
        present.remove(gone.pid());
        standing.replaceAll(waiter -> waiter.blockers().contains(gone.pid())
                ? new Waiter(waiter.pid(), Set.of(MIGRATION), waiter.request(), UNKNOWN, waiter.session())
                : waiter);
    }

    private List<OwnLock> locks() {
        List<OwnLock> locks = new ArrayList<>();
        long table = 1 + random.nextInt(TABLES);
        LockMode mode = MODES.get(random.nextInt(MODES.size()));
        boolean granted = random.nextInt(8) > 0;
        locks.add(new OwnLock(MIGRATION, MIGRATION, table, mode, granted, UNKNOWN));
        if (granted && random.nextBoolean()) {
            locks.add(new OwnLock(MIGRATION, MIGRATION, table + TABLES, mode, random.nextInt(3) > 0, UNKNOWN));
        }
        if (random.nextInt(3) == 0) {
            // A parallel worker has the same lock, and not for the same time.
            locks.add(new OwnLock(8 + random.nextInt(2), MIGRATION, table, mode, true, UNKNOWN));
        }
        return locks;
    }

    private void join() {
        int pid = 100 + random.nextInt(sessions);
        if (present.add(pid)) {
            int blocker = standing.isEmpty() || random.nextBoolean()
                    ? MIGRATION
                    : standing.get(random.nextInt(standing.size())).pid();
            // As from the server: no two readings share a text.
            String query =
                    new String(QUERIES.get(random.nextInt(QUERIES.size())).toCharArray());
            Session session = new Session("dryrun load", "client backend", "active", query);
            standing.add(new Waiter(pid, Set.of(blocker), request(), UNKNOWN, session));
        }
    }

    private LockRequest request() {
        return random.nextInt(4) == 0
                ? new LockRequest("transactionid", Optional.empty(), LockMode.SHARE, String.valueOf(transaction))
                : new LockRequest("relation", Optional.of(1L + random.nextInt(TABLES)), LockMode.ROW_EXCLUSIVE, "");
    }

    private LockReading reading() {
        List<Waiter> waiters = new ArrayList<>(standing);
        List<Holder> holders = new ArrayList<>();
        held.stream().filter(lock -> !lock.granted()).findFirst().ifPresent(lock -> {
            int pid = 1000 + (int) (transaction % 3);
            boolean autovacuum = pid == 1000 && transaction % 5 == 0;
            Session other = new Session(
                    autovacuum ? "" : "reports", autovacuum ? "autovacuum worker" : "client backend", "active", "x");
            holders.add(new Holder(pid, other));
            LockRequest wanted = new LockRequest("relation", Optional.of(lock.relation()), lock.mode(), "");
            waiters.add(new Waiter(MIGRATION, Set.of(pid), wanted, UNKNOWN, other));
        });
        Set<OwnTransaction> ids = held.isEmpty() ? new HashSet<>() : Set.of(new OwnTransaction(MIGRATION, transaction));
        return new LockReading(now, now.plus(COST), now.nanos(), ids, held, waiters, holders);
    }

    private static RanStep step(int number, Moment sent, Moment done, Moment ended) {
        return new RanStep(
                Step.received(number, "CALL migrate()").orElseThrow(),
                Optional.empty(),
                new Timing(sent, done, done, ended),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                catalog(),
                new StepFacts(
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        new StepFacts.WalRange(0, 0),
                        Set.of(),
                        false,
                        Optional.empty(),
                        Set.of()));
    }

    private static final Catalog CATALOG = tables();

    private static Catalog catalog() {
        return CATALOG;
    }

    private static Catalog tables() {
        Map<Long, Relation> relations = new HashMap<>();
        for (long table = 1; table <= TABLES; table++) {
            relations.put(table, relation(table, "public.t" + table, 'r', Optional.empty()));
            relations.put(table + TABLES, relation(table + TABLES, "public.i" + table, 'i', Optional.of(table)));
        }
        return new Catalog(relations, ForeignKeys.NONE);
    }

    private static Relation relation(long oid, String name, char kind, Optional<Long> table) {
        return new Relation(oid, name, kind, table, Optional.empty(), Optional.empty(), true);
    }
}
