package dev.dryrun.observe;

import dev.dryrun.observe.CommandCourse.Pause;
import dev.dryrun.script.Step;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Phases;
import dev.dryrun.time.Span;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The steps of a command over all its sessions, numbered in the order in which they were sent. */
final class StepRoll {

    private final Watching watching;
    private final Map<Integer, RanStep> ran = new TreeMap<>();
    private final Map<Integer, Integer> sessionOfStep = new HashMap<>();
    private final List<Pause> pauses = new ArrayList<>();
    private int begun;
    private int blocks;
    private long databaseBytes;
    private Optional<String> lost = Optional.empty();
    private Consumer<RanStep> onEnded = step -> {};

    StepRoll(Watching watching) throws SQLException {
        this.watching = watching;
        this.databaseBytes = watching.facts().databaseBytes();
    }

    /** Begins a step; a text without a statement is none. */
    synchronized Optional<SentStep> begin(int session, String text, WatchedSession watched, FoundBefore found) {
        Optional<Step> step = Step.received(begun + 1, text);
        if (step.isEmpty()) {
            return Optional.empty();
        }
        begun++;
        watched.closely(isOnlySampled(step.get()));
        Moment sent = watched.stepBegins(step.get());
        watching.phases().begin(Phases.Kind.STEP, begun, sent);
        sessionOfStep.put(begun, session);
        return Optional.of(new SentStep(step.get(), sent, found.catalog(), found.walPosition()));
    }

    /** What a step finds when it is sent. */
    record FoundBefore(Catalog catalog, long walPosition) {}

    private static boolean isOnlySampled(Step step) {
        return step.protocol() instanceof dev.dryrun.script.Protocol.SimpleGroup || StepKinds.releasesLocksEarly(step);
    }

    synchronized void ended(RanStep step) {
        ran.put(step.number(), step);
        onEnded.accept(step);
    }

    /** Who is to be told of each step that has ended. */
    synchronized void onEnded(Consumer<RanStep> told) {
        onEnded = told;
    }

    synchronized int nextBlock() {
        return ++blocks;
    }

    /** A session had to wait for us. */
    synchronized void pause(int session, Moment from) {
        pauses.add(new Pause(session, new Span(from, watching.clock().now())));
    }

    /** By how much the database has grown since the last time. */
    synchronized long sizeDelta() throws SQLException {
        long before = databaseBytes;
        databaseBytes = watching.facts().databaseBytes();
        return databaseBytes - before;
    }

    /** Nothing more can be watched. */
    synchronized void lost(String why) {
        lost = lost.or(() -> Optional.of(why));
    }

    synchronized Optional<String> lost() {
        return lost;
    }

    synchronized List<RanStep> ran() {
        return List.copyOf(ran.values());
    }

    synchronized Map<Integer, Integer> sessionOfStep() {
        return Map.copyOf(sessionOfStep);
    }

    synchronized List<Pause> pauses() {
        return List.copyOf(pauses);
    }
}
