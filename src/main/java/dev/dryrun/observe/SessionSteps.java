package dev.dryrun.observe;

import dev.dryrun.observe.CatalogWatch.Question;
import dev.dryrun.observe.CommandCourse.ToolSession;
import dev.dryrun.postgres.Reply.TransactionStatus;
import dev.dryrun.postgres.ServerError;
import dev.dryrun.script.Step;
import dev.dryrun.time.Moment;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns what goes back and forth in one session of a migration tool into steps. A cycle is what the server answers with
 * one ReadyForQuery; it may run several statements, and outside a block they share a transaction. Called by the two
 * threads of the session, never by both about the same message.
 */
final class SessionSteps {

    private static final String CONNECTION_FAILURE = "08006";

    private final int number;
    private final WatchedSession watched;
    private final CatalogWatch catalog;
    private final StepRoll roll;
    private final Watching watching;
    private final List<SentStep> cycle = new ArrayList<>();
    private TransactionStatus status = TransactionStatus.IDLE;
    private Optional<Integer> block = Optional.empty();
    private Optional<Integer> abandoned = Optional.empty();
    private Optional<String> prepared = Optional.empty();
    private boolean inCycle;
    private boolean blockWrote;
    private int lastStep;
    private LockReading lastReading;
    private String application = "";

    SessionSteps(int number, WatchedSession watched, StepRoll roll, Watching watching) throws SQLException {
        this.number = number;
        this.watched = watched;
        this.catalog = new CatalogWatch(watching.catalog());
        this.roll = roll;
        this.watching = watching;
        this.lastReading = watched.look();
    }

    int pid() {
        return watched.pid();
    }

    synchronized ToolSession session() {
        return new ToolSession(number, watched.pid(), application, abandoned);
    }

    synchronized void isCalled(String applicationName) {
        application = applicationName;
    }

    /** Outside of any transaction, also of a failed one. */
    synchronized boolean isIdle() {
        return status == TransactionStatus.IDLE;
    }

    /** Something is sent that the server will answer with ReadyForQuery in the end. */
    synchronized void cycleGoesOn() {
        if (inCycle) {
            return;
        }
        inCycle = true;
        if (status == TransactionStatus.IDLE) {
            Moment from = watching.clock().now();
            look();
            roll.pause(number, from);
        }
    }

    /** A statement is parsed or bound; locks that this takes belong to the step that will run it. */
    synchronized void prepares(Optional<String> text) {
        cycleGoesOn();
        prepared = text.or(() -> prepared);
        watched.preparing(watching.clock().now());
    }

    /** A statement is sent to be run. */
    synchronized void begins(String text) {
        cycleGoesOn();
        prepared = Optional.empty();
        StepRoll.FoundBefore found = new StepRoll.FoundBefore(catalog.current(), lastReading.walPosition());
        roll.begin(number, text, watched, found).ifPresent(step -> {
            cycle.add(step);
            lastStep = step.step().number();
        });
    }

    /** The server has run a statement, of whose transaction the end has not been asked for. */
    synchronized void answered(String tag) {
        running().ifPresent(step -> {
            step.tagged(tag);
            done(step, watching.clock().now(), true);
        });
    }

    /** A tag of a text that is answered as a whole. */
    synchronized void tagged(String tag) {
        running().ifPresent(step -> step.tagged(tag));
    }

    synchronized void failed(ServerError error) {
        if (running().isEmpty() && prepared.isPresent()) {
            begins(prepared.get());
        }
        running().ifPresent(step -> done(step, watching.clock().now(), false));
        last().ifPresent(step -> step.fails(error));
    }

    synchronized void noticed(ServerError notice) {
        last().ifPresent(step -> step.noticed(notice));
    }

    /** The server is ready for more. {@code question} asks in the session itself; the client has not been told yet. */
    synchronized void ready(TransactionStatus now, Question question) throws IOException {
        Moment arrived = watching.clock().now();
        running().ifPresent(step -> done(step, arrived, isWorthASnapshot(step.step(), now)));
        boolean wasIdle = status == TransactionStatus.IDLE;
        status = now;
        if (wasIdle && (now != TransactionStatus.IDLE || cycle.size() > 1)) {
            block = Optional.of(roll.nextBlock());
        }
        blockWrote |= cycle.stream().anyMatch(step -> !step.wroteNothing());
        switch (now) {
            case IN_BLOCK -> askInside(question, arrived);
            case FAILED_BLOCK -> finishFailed(arrived);
            case IDLE -> transactionEnds(arrived);
        }
        if (inCycle) {
            roll.pause(number, arrived);
        }
        inCycle = false;
        prepared = Optional.empty();
    }

    /** The session is gone, and whatever it had begun. */
    synchronized void closed() {
        Moment now = watching.clock().now();
        running().ifPresent(step -> {
            step.fails(ended());
            done(step, now, false);
        });
        if (status != TransactionStatus.IDLE && lastStep > 0) {
            abandoned = Optional.of(lastStep);
        }
        if (status != TransactionStatus.IDLE || !cycle.isEmpty()) {
            blockWrote = true;
            transactionEnds(now);
        }
    }

    private static ServerError ended() {
        return ServerError.ofOurs("FATAL", CONNECTION_FAILURE, "the session ended before the server had answered");
    }

    private Optional<SentStep> last() {
        return cycle.isEmpty() ? Optional.empty() : Optional.of(cycle.get(cycle.size() - 1));
    }

    private Optional<SentStep> running() {
        return last().filter(step -> !step.isDone());
    }

    /** In a block everything is still held; and what ends a block shows by its snapshot that nothing is. */
    private static boolean isWorthASnapshot(Step step, TransactionStatus now) {
        return now == TransactionStatus.IN_BLOCK || now == TransactionStatus.IDLE && step.controlsTransaction();
    }

    private void done(SentStep step, Moment at, boolean withLocks) {
        Optional<LockReading> locks = Optional.empty();
        if (withLocks && !step.failed()) {
            try {
                lastReading = watched.snapshot(at);
                locks = Optional.of(lastReading);
            } catch (SQLException e) {
                roll.lost("the locks could not be read any more: " + e.getMessage());
            }
        }
        step.done(at, locks, watching.clock().now());
        watched.closely(false);
    }

    private void askInside(Question question, Moment arrived) throws IOException {
        Optional<SentStep> asked = last().filter(step -> step.snapshot().isPresent()
                && !StepKinds.takesNoSnapshot(step.step().kind()));
        if (asked.isPresent()) {
            watched.askInside();
            boolean undone = asked.get().step().kind().equals("ROLLBACK TO");
            asked.get()
                    .changes(catalog.askInside(question, asked.get().snapshot().get(), undone));
        }
        finish(arrived, Optional.empty());
    }

    /** The locks of the failed part of the transaction are gone already. */
    private void finishFailed(Moment arrived) {
        look();
        finish(arrived, Optional.empty());
    }

    private void transactionEnds(Moment ended) {
        Optional<Moment> heldUntil = last().filter(step -> step.snapshot().isPresent())
                .map(SentStep::letGo)
                .filter(letGo -> letGo.isBefore(ended));
        watched.transactionEnds(heldUntil, ended);
        Optional<Long> sizeDelta = Optional.empty();
        if (blockWrote && roll.lost().isEmpty()) {
            sizeDelta = readAnew();
        }
        blockWrote = false;
        finish(ended, sizeDelta);
        block = Optional.empty();
        status = TransactionStatus.IDLE;
    }

    private Optional<Long> readAnew() {
        try {
            lastReading = watched.look();
            CatalogChange change =
                    catalog.transactionEnded(last().map(SentStep::committed).orElse(false));
            last().ifPresent(step -> step.changes(change));
            return Optional.of(roll.sizeDelta());
        } catch (SQLException e) {
            roll.lost("the database could not be read any more: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Of the steps of the cycle the last one ends the transaction, if any does. */
    private void finish(Moment arrived, Optional<Long> sizeDelta) {
        for (SentStep step : cycle) {
            boolean isLast = step == cycle.get(cycle.size() - 1);
            roll.ended(step.ran(
                    block,
                    isLast ? Moment.later(arrived, step.letGo()) : step.letGo(),
                    lastReading.walPosition(),
                    isLast ? sizeDelta : Optional.empty()));
        }
        cycle.clear();
    }

    private void look() {
        try {
            lastReading = watched.look();
        } catch (SQLException e) {
            roll.lost("the locks could not be read any more: " + e.getMessage());
        }
    }
}
