package dev.dryrun.observe;

import dev.dryrun.observe.LockReading.OwnLock;
import dev.dryrun.observe.StepFacts.WalRange;
import dev.dryrun.postgres.Reply;
import dev.dryrun.postgres.Reply.TransactionStatus;
import dev.dryrun.postgres.ServerError;
import dev.dryrun.postgres.StatementWire;
import dev.dryrun.script.Protocol;
import dev.dryrun.script.Step;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Phases;
import dev.dryrun.time.RunClock;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Runs steps one by one in the migration's session, and reads of each what it locked and what it did. */
final class StepRunner {

    /** Enough for Java to have compiled, and the server to have cached, what must be quick inside the first step. */
    private static final int WARM_UP_ROUNDS = 100;

    private static final String CONNECTION_FAILURE = "08006";

    /** The same oid in every version. */
    private static final long PG_CLASS = 1259;

    /** What watches the steps from outside their session. */
    record Watch(Sampler sampler, CatalogWatch catalog, FactsConnection facts) {}

    /** What was found while the statement was done and its transaction still open. */
    private record Inside(Optional<LockReading> snapshot, CatalogChange change) {}

    /** What the server said of the statement and of its end, what was found in between, and when it all was. */
    private record Course(Reply reply, Reply end, Inside inside, Timing timing) {
        Optional<ServerError> error() {
            return reply.error().or(end::error);
        }

        boolean inBlock() {
            return error().isEmpty() && end.transaction().equals(Optional.of(TransactionStatus.IN_BLOCK));
        }

        List<ServerError> warnings() {
            return Stream.concat(reply.notices().stream(), end.notices().stream())
                    .filter(notice -> notice.severity().equals("WARNING"))
                    .distinct()
                    .toList();
        }

        boolean committed() {
            return error().isEmpty() && !reply.commandTag().equals("ROLLBACK");
        }
    }

    private final StatementWire wire;
    private final Watch watch;
    private final RunClock clock;
    private final Phases phases;
    private boolean inBlock;
    private int blocks;
    private LockReading lastReading;
    private Reply lastReply = new Reply("", Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    private Moment sent = Moment.ORIGIN;
    private long databaseBytes;

    StepRunner(StatementWire wire, Watch watch, RunClock clock, Phases phases) throws IOException, SQLException {
        this.wire = wire;
        this.watch = watch;
        this.clock = clock;
        this.phases = phases;
        this.databaseBytes = watch.facts().databaseBytes();
        this.lastReading = learnOwnLocks();
    }

    /** What our questions inside the migration's transactions lock there is none of the migration's locks. */
    private LockReading learnOwnLocks() throws IOException, SQLException {
        LockReading asIf = watch.sampler()
                .look()
                .with(new OwnLock(wire.backendPid(), PG_CLASS, LockMode.ACCESS_EXCLUSIVE, true, Optional.empty()));
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            watch.catalog().askInside(wire, asIf);
            wire.sync();
        }
        watch.catalog().askInside(wire, asIf);
        LockReading reading = watch.sampler().learnOwnLocks();
        wire.sync();
        return reading;
    }

    /** Runs a step. An error is a result, and so is the loss of a connection, ours or the migration's. */
    RanStep run(Step step) {
        sent = clock.now();
        Catalog before = watch.catalog().current();
        try {
            if (!inBlock) {
                lastReading = watch.sampler().look();
            }
            return run(step, before);
        } catch (IOException | SQLException e) {
            return lost(step, before, e);
        }
    }

    private RanStep run(Step step, Catalog before) throws IOException, SQLException {
        long walBefore = lastReading.walPosition();
        Course course = send(step);
        Optional<Integer> transaction = transactionOf(course);
        StepFacts facts = factsOf(course, walBefore);
        return new RanStep(
                step,
                course.error(),
                course.timing(),
                transaction,
                course.reply().rows(),
                course.warnings(),
                before.changed(facts.created(), Set.of()),
                facts);
    }

    private Course send(Step step) throws IOException, SQLException {
        watch.sampler().closely(StepKinds.releasesLocksEarly(step));
        sent = watch.sampler().stepBegins(step.number());
        phases.begin(Phases.Kind.STEP, step.number(), sent);
        boolean group = step.protocol() instanceof Protocol.SimpleGroup;
        lastReply = group ? wire.simple(step.sql()) : wire.execute(step.sql(), copyData(step));
        Moment done = clock.now();
        Inside inside = group || lastReply.error().isPresent()
                ? new Inside(Optional.empty(), CatalogChange.NONE)
                : lookInside(done);
        Moment letGo = clock.now();
        Reply end = group ? lastReply : wire.sync();
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
    private RanStep lost(Step step, Catalog before, Exception e) {
        Moment now = clock.now();
        watch.sampler().transactionEnds(Optional.empty(), now);
        ServerError error = lastReply
                .error()
                .filter(ServerError::endsSession)
                .orElse(new ServerError(
                        "FATAL",
                        CONNECTION_FAILURE,
                        "the connection was lost: " + e.getMessage(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        StepFacts unknown =
                new StepFacts(Set.of(), Set.of(), Set.of(), new WalRange(0, 0), Set.of(), false, Optional.empty());
        return new RanStep(
                step,
                Optional.of(error),
                new Timing(sent, now, now, now),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                before,
                unknown);
    }

    private Inside lookInside(Moment done) throws IOException, SQLException {
        LockReading snapshot = watch.sampler().snapshot(done);
        watch.sampler().askInside();
        CatalogChange change = watch.catalog().askInside(wire, snapshot);
        return new Inside(Optional.of(snapshot), change);
    }

    private Optional<Integer> transactionOf(Course course) {
        boolean began = !inBlock && course.inBlock();
        boolean belongs = inBlock || course.inBlock();
        blocks += began ? 1 : 0;
        inBlock = course.inBlock();
        return belongs ? Optional.of(blocks) : Optional.empty();
    }

    private StepFacts factsOf(Course course, long walBefore) throws SQLException {
        Optional<LockReading> snapshot = course.inside().snapshot();
        CatalogChange change = course.inside().change();
        Optional<Long> sizeDelta = Optional.empty();
        if (inBlock) {
            lastReading = snapshot.orElse(lastReading);
        } else {
            lastReading = watch.sampler().look();
            change = change.plus(watch.catalog().transactionEnded(course.committed()));
            sizeDelta = Optional.of(sizeDelta());
        }
        return new StepFacts(
                change.created(),
                change.dropped(),
                change.changedFiles(),
                new WalRange(walBefore, lastReading.walPosition()),
                snapshot.map(LockReading::transactionIds).orElse(Set.of()),
                snapshot.isPresent(),
                sizeDelta);
    }

    private long sizeDelta() throws SQLException {
        long before = databaseBytes;
        databaseBytes = watch.facts().databaseBytes();
        return databaseBytes - before;
    }

    private static Optional<String> copyData(Step step) {
        return step.protocol() instanceof Protocol.CopyIn copy ? Optional.of(copy.data()) : Optional.empty();
    }
}
