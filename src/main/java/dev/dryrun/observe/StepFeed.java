package dev.dryrun.observe;

import dev.dryrun.script.Step;
import dev.dryrun.time.Moment;
import dev.dryrun.time.RunClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Hands the steps that have ended, and the one that runs, to whoever keeps them in case that the run is killed: on a
 * thread of its own, with what is known of them by then. It rests for several times as long as it works, so that the
 * measurement does not feel it and many quick steps come together.
 */
final class StepFeed implements AutoCloseable {

    private static final Duration LOOKING = Duration.ofMillis(200);
    private static final Duration USUAL_REST = Duration.ofMillis(500);
    private static final int REST_SHARE = 10;
    private static final int LEAST_REST_SHARE = 4;

    /** So often it works longer than it usually will, because nothing of it has been compiled. */
    private static final int COLD = 3;

    private static final long LEAVING_MILLIS = 5_000;

    private final Sampler sampler;
    private final RunClock clock;
    private final Migrator migrator;
    private final Observations before;
    private final Consumer<Observations> keeper;
    private final BlockingQueue<RanStep> ended = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::feed, "dryrun-journal");
    private int newest;
    private int cold;

    /** @param before what there is to say before the first step */
    StepFeed(Watching watching, Migrator migrator, Observations before, Consumer<Observations> keeper) {
        this.sampler = watching.sampler();
        this.clock = watching.clock();
        this.migrator = migrator;
        this.before = before;
        this.keeper = keeper;
        thread.setDaemon(true);
    }

    void start() {
        migrator.onEnded(ended::add);
        thread.start();
    }

    /** Whatever is still on its way will stand in the report. */
    @Override
    public void close() {
        migrator.onEnded(step -> {});
        thread.interrupt();
        try {
            thread.join(LEAVING_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void feed() {
        try {
            while (true) {
                RanStep first = ended.poll(LOOKING.toMillis(), TimeUnit.MILLISECONDS);
                if (first == null) {
                    keepRunning();
                    continue;
                }
                Moment begun = clock.now();
                keep(first);
                rest(clock.now().since(begun));
            }
        } catch (RuntimeException lost) {
            // The steps so far are kept; the measurement goes on, and its report will tell of them all.
            Thread.currentThread().interrupt();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep(RanStep first) {
        List<RanStep> batch = new ArrayList<>(List.of(first));
        ended.drainTo(batch);
        newest = Math.max(newest, batch.get(batch.size() - 1).number());
        keeper.accept(observations(batch, List.of()));
    }

    /** Tells of the step that runs, once. */
    private void keepRunning() {
        Optional<Step> step = sampler.live().newest().filter(each -> each.number() > newest);
        step.ifPresent(running -> {
            newest = running.number();
            keeper.accept(observations(List.of(), List.of(running)));
        });
    }

    private void rest(Duration worked) throws InterruptedException {
        if (cold < COLD) {
            cold++;
            return;
        }
        Duration most = worked.multipliedBy(LEAST_REST_SHARE);
        Duration limit = most.compareTo(USUAL_REST) > 0 ? most : USUAL_REST;
        Duration rest = worked.multipliedBy(REST_SHARE);
        clock.sleepUntil(clock.now().plus(rest.compareTo(limit) > 0 ? limit : rest));
    }

    private Observations observations(List<RanStep> ran, List<Step> running) {
        return new Observations(
                ran,
                running,
                sampler.soFar(ran),
                before.load(),
                before.bytes(),
                before.settings(),
                before.incomplete(),
                migrator.mannerSoFar());
    }
}
