package dev.dryrun.observe;

import dev.dryrun.observe.Course.Inside;
import dev.dryrun.observe.LockReading.OwnLock;
import dev.dryrun.observe.StepFacts.WalRange;
import dev.dryrun.postgres.Reply;
import dev.dryrun.postgres.Reply.TransactionStatus;
import dev.dryrun.postgres.ServerError;
import dev.dryrun.postgres.StatementWire;
import dev.dryrun.script.Answer;
import dev.dryrun.script.Protocol;
import dev.dryrun.script.Step;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Phases;
import dev.dryrun.time.RunClock;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs steps one by one in the migration's session, and reads of each what it locked and what it did. */
final class StepRunner {

    /** Enough for Java to have compiled, and the server to have cached, what must be quick inside the first step. */
    private static final int WARM_UP_ROUNDS = 100;

    private static final String CONNECTION_FAILURE = "08006";
    private static final String NOT_SUPPORTED = "0A000";

    /** The same oid in every version. */
    private static final long PG_CLASS = 1259;

    /** What watches the steps from outside their session. */
    record Watch(WatchedSession sampler, CatalogWatch catalog, FactsConnection facts) {}

    private final MigrationSession session;
    private final StatementWire wire;
    private final Watch watch;
    private final RunClock clock;
    private final Phases phases;
    private boolean inBlock;
    private int blocks;
    private LockReading lastReading;
    private Reply lastReply = new Reply("", Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    private Moment sent = Moment.ORIGIN;
    private Optional<String> lost = Optional.empty();
    private long databaseBytes = -1;

    StepRunner(MigrationSession session, Watch watch, RunClock clock, Phases phases) throws IOException, SQLException {
        this.session = session;
        this.wire = session.wire();
        this.watch = watch;
        this.clock = clock;
        this.phases = phases;
        this.lastReading = learnOwnLocks();
    }

    /** What our questions inside the migration's transactions lock there is none of the migration's locks. */
    private LockReading learnOwnLocks() throws IOException, SQLException {
        LockReading asIf = watch.sampler()
                .look()
                .with(new OwnLock(
                        watch.sampler().pid(),
                        watch.sampler().pid(),
                        PG_CLASS,
                        LockMode.ACCESS_EXCLUSIVE,
                        true,
                        Optional.empty()));
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            watch.catalog().askInside(wire::query, asIf, false);
            wire.sync();
        }
        watch.catalog().askInside(wire::query, asIf, false);
        LockReading reading = watch.sampler().learnOwnLocks();
        wire.sync();
        return reading;
    }

    /** Whether the script has left a transaction block open. */
    boolean inBlock() {
        return inBlock;
    }

    /** Why nothing more can be run or watched, where that is so. */
    Optional<String> lost() {
        return lost;
    }

    /** Runs a step. An error of the server is a result; an exception means that the step was never sent. */
    RanStep run(Step step, boolean keepRows) throws SQLException {
        if (databaseBytes < 0) {
            databaseBytes = watch.facts().databaseBytes();
        }
        if (!inBlock) {
            lastReading = watch.sampler().look();
        }
        long walBefore = lastReading.walPosition();
        Catalog before = watch.catalog().current();
        try {
            wire.keepResult(keepRows);
            Course course = send(step);
            course.error()
                    .filter(ServerError::endsSession)
                    .ifPresent(error -> lost = lost.or(() -> Optional.of(error.message())));
            Optional<Integer> transaction = transactionOf(course);
            StepFacts facts = factsOf(course, walBefore);
            return new RanStep(
                    step,
                    course.error(),
                    course.timing(),
                    transaction,
                    course.rows(),
                    course.warnings(),
                    before.changed(facts.created(), Set.of()),
                    facts);
        } catch (IOException e) {
            return lost(step, before, e);
        }
    }

    /** The script is over inside a block: what psql leaves to the server when it disconnects, we do while we watch. */
    void rollBack() {
        try {
            wire.execute("ROLLBACK", Optional.empty());
            wire.sync();
        } catch (IOException e) {
            lost = lost.or(() -> Optional.of(StatementWire.lostBecause(e)));
        }
        watch.sampler().transactionEnds(Optional.empty(), clock.now());
        inBlock = false;
    }

    /** The block that has failed is begun anew, and stays the same in the report. */
    void blockAgain() {
        blocks--;
    }

    Map<Long, String> invalidIndexes() throws SQLException {
        return watch.facts().invalidIndexes();
    }

    /** Runs a statement of our own on behalf of a step, whose locks and waits it shares. Returns its failure. */
    Optional<RanStep> runOurs(Step step, String sql) throws SQLException {
        watch.sampler().closely(true);
        sent = watch.sampler().stepBegins(step);
        Catalog before = watch.catalog().current();
        try {
            lastReply = wire.execute(sql, Optional.empty());
            Reply end = wire.sync();
            watch.sampler().transactionEnds(Optional.empty(), clock.now());
            watch.catalog().transactionEnded(false);
            return lastReply.error().or(end::error).map(error -> unmeasured(step, error, Optional.empty(), before));
        } catch (IOException e) {
            return Optional.of(lost(step, before, e));
        } finally {
            watch.sampler().closely(false);
        }
    }

    /** A step that is not sent fails at once. */
    RanStep refuse(Step step, String reason) {
        sent = watch.sampler().stepBegins(step);
        ServerError error = ServerError.ofOurs("ERROR", NOT_SUPPORTED, reason);
        return unmeasured(
                step,
                error,
                inBlock ? Optional.of(blocks) : Optional.empty(),
                watch.catalog().current());
    }

    /** Ends the session as far as the server can tell, and begins another. */
    void reconnect() throws SQLException {
        if (inBlock) {
            rollBack();
        }
        try {
            session.renew();
        } catch (IOException e) {
            lost = lost.or(() -> Optional.of(StatementWire.lostBecause(e)));
        }
        watch.sampler().transactionEnds(Optional.empty(), clock.now());
        watch.catalog().transactionEnded(false);
    }

    /** The answer to the last step, with its rows if they were to be kept. */
    Answer answer() {
        return wire.takeAnswer(lastReply);
    }

    private Course send(Step step) throws IOException {
        boolean group = step.protocol() instanceof Protocol.SimpleGroup;
        watch.sampler().closely(group || StepKinds.releasesLocksEarly(step));
        sent = watch.sampler().stepBegins(step);
        phases.begin(Phases.Kind.STEP, step.number(), sent);
        lastReply = group ? wire.simple(step.sql()) : wire.execute(step.sql(), step.copyData());
        Moment done = clock.now();
        boolean open = !group || lastReply.transaction().equals(Optional.of(TransactionStatus.IN_BLOCK));
        Inside inside = open && lastReply.error().isEmpty() ? lookInside(step, done) : Inside.NOTHING;
        Moment letGo = clock.now();
        Reply end = open ? wire.sync() : lastReply;
        if (end.transaction().equals(Optional.of(TransactionStatus.FAILED_BLOCK))) {
            wire.execute("ROLLBACK", Optional.empty());
            wire.sync();
        }
        Course course = new Course(lastReply, end, inside, new Timing(sent, done, letGo, clock.now()));
        if (!course.inBlock()) {
            watch.sampler()
                    .transactionEnds(
                            inside.snapshot().map(ignored -> letGo),
                            course.timing().ended());
        }
        watch.sampler().closely(false);
        return course;
    }

    /** A connection ended in the middle of a step: what the server said last is the reason, if it said anything. */
    private RanStep lost(Step step, Catalog before, IOException e) {
        Moment now = clock.now();
        inBlock = false;
        watch.sampler().transactionEnds(Optional.empty(), now);
        ServerError error = lastReply
                .error()
                .filter(ServerError::endsSession)
                .orElse(ServerError.ofOurs("FATAL", CONNECTION_FAILURE, StatementWire.lostBecause(e)));
        lost = lost.or(() -> Optional.of(error.message()));
        return unmeasured(step, error, Optional.empty(), before);
    }

    private RanStep unmeasured(Step step, ServerError error, Optional<Integer> transaction, Catalog before) {
        Moment now = clock.now();
        StepFacts unknown = new StepFacts(
                Set.of(), Set.of(), Set.of(), new WalRange(0, 0), Set.of(), false, Optional.empty(), Set.of());
        return new RanStep(
                step,
                Optional.of(error),
                new Timing(sent, now, now, now),
                transaction,
                Optional.empty(),
                List.of(),
                before,
                unknown);
    }

    private Inside lookInside(Step step, Moment done) throws IOException {
        Optional<LockReading> snapshot = snapshot(done);
        if (snapshot.isEmpty() || StepKinds.takesNoSnapshot(step.kind())) {
            return new Inside(snapshot, CatalogChange.NONE);
        }
        watch.sampler().askInside();
        boolean undone = step.kind().equals("ROLLBACK TO");
        return new Inside(snapshot, watch.catalog().askInside(wire::query, snapshot.get(), undone));
    }

    private Optional<LockReading> snapshot(Moment done) {
        try {
            return Optional.of(watch.sampler().snapshot(done));
        } catch (SQLException e) {
            lost = Optional.of("the locks could not be read any more: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Integer> transactionOf(Course course) {
        boolean began = !inBlock && course.inBlock();
        boolean belongs = inBlock || course.inBlock();
        blocks += began ? 1 : 0;
        inBlock = course.inBlock();
        return belongs ? Optional.of(blocks) : Optional.empty();
    }

    private StepFacts factsOf(Course course, long walBefore) {
        CatalogChange change = course.inside().change();
        Optional<Long> sizeDelta = Optional.empty();
        lastReading = course.inside().snapshot().orElse(lastReading);
        if (!inBlock && lost.isEmpty()) {
            try {
                lastReading = watch.sampler().look();
                change = change.plus(watch.catalog().transactionEnded(course.committed()));
                sizeDelta = Optional.of(sizeDelta());
            } catch (SQLException e) {
                lost = Optional.of("the database could not be read any more: " + e.getMessage());
            }
        }
        return course.facts(change, new WalRange(walBefore, lastReading.walPosition()), sizeDelta);
    }

    private long sizeDelta() throws SQLException {
        long before = databaseBytes;
        databaseBytes = watch.facts().databaseBytes();
        return databaseBytes - before;
    }
}
