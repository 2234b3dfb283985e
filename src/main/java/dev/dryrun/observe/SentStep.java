package dev.dryrun.observe;

import dev.dryrun.observe.Course.Inside;
import dev.dryrun.observe.StepFacts.WalRange;
import dev.dryrun.postgres.Reply;
import dev.dryrun.postgres.ServerError;
import dev.dryrun.script.Step;
import dev.dryrun.time.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A step that a migration tool has sent, and what is known of it so far. */
final class SentStep {

    private static final int MOST_NOTICES = 100;

    private final Step step;
    private final Moment sent;
    private final Catalog before;
    private final long walBefore;
    private final List<ServerError> notices = new ArrayList<>();
    private Optional<ServerError> error = Optional.empty();
    private Optional<Moment> done = Optional.empty();
    private Moment letGo;
    private Optional<LockReading> snapshot = Optional.empty();
    private CatalogChange change = CatalogChange.NONE;
    private String tag = "";

    SentStep(Step step, Moment sent, Catalog before, long walBefore) {
        this.step = step;
        this.sent = sent;
        this.before = before;
        this.walBefore = walBefore;
        this.letGo = sent;
    }

    Step step() {
        return step;
    }

    boolean isDone() {
        return done.isPresent();
    }

    boolean failed() {
        return error.isPresent();
    }

    Optional<LockReading> snapshot() {
        return snapshot;
    }

    Moment letGo() {
        return letGo;
    }

    /** Of several errors the first is the cause. */
    void fails(ServerError told) {
        error = error.or(() -> Optional.of(told));
    }

    void noticed(ServerError notice) {
        if (notices.size() < MOST_NOTICES) {
            notices.add(notice);
        }
    }

    void tagged(String commandTag) {
        tag = commandTag;
    }

    /** The server had done it at {@code moment}; what it holds then was read, where it could be, before {@code letGo}. */
    void done(Moment moment, Optional<LockReading> locks, Moment released) {
        done = Optional.of(moment);
        snapshot = locks;
        letGo = released;
    }

    void changes(CatalogChange more) {
        change = change.plus(more);
    }

    /** Whether its transaction, ending with it, is known to have changed nothing. */
    boolean wroteNothing() {
        return snapshot.filter(locks -> locks.transactionIds().isEmpty() && !StepKinds.releasesLocksEarly(step))
                .isPresent();
    }

    boolean committed() {
        return error.isEmpty() && (!tag.equals("ROLLBACK") || step.kind().equals("ROLLBACK TO"));
    }

    RanStep ran(Optional<Integer> transaction, Moment ended, long walAfter, Optional<Long> sizeDelta) {
        Reply reply = new Reply(tag, Reply.rowsOf(tag), error, notices, Optional.empty());
        Reply end = new Reply("", Optional.empty(), Optional.empty(), List.of(), Optional.empty());
        Timing timing = new Timing(sent, done.orElse(ended), Moment.later(letGo, done.orElse(ended)), ended);
        Course course = new Course(reply, end, new Inside(snapshot, change), timing);
        return new RanStep(
                step,
                error,
                timing,
                transaction,
                course.rows(),
                course.warnings(),
                before.changed(change.created(), Set.of()),
                course.facts(
                        change,
                        new WalRange(
                                walBefore,
                                snapshot.map(LockReading::walPosition).orElse(walAfter)),
                        sizeDelta));
    }
}
