package dev.dryrun.observe;

import dev.dryrun.observe.LockReading.OwnLock;
import dev.dryrun.progress.Reached;
import dev.dryrun.script.Step;
import dev.dryrun.time.Moment;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The running step and the newest look at its locks, for somebody who watches the run. */
final class LiveSteps implements MeterBinder {

    /** By mode; of the same one the table that has been there for longest. */
    private static final Comparator<OwnLock> WEAKEST_FIRST =
            Comparator.comparing(OwnLock::mode).thenComparing(OwnLock::relation, Comparator.reverseOrder());

    /** A step and when it was sent. */
    private record Running(Step step, Moment sent) {}

    /** What the sampler has seen last. */
    private record Look(List<OwnLock> own, int blocked) {

        long count(boolean granted) {
            return own.stream().filter(lock -> lock.granted() == granted).count();
        }
    }

    // One volatile write each, of values that are there anyway. With a lock, or a question of its own to the server,
    // whoever
    // looks could make the sampler wait, and through it the steps that it measures.
    private volatile Optional<Running> running = Optional.empty();
    private volatile Look newest = new Look(List.of(), 0);
    private volatile long looks;

    void stepBegins(Step step, Moment sent) {
        running = Optional.of(new Running(step, sent));
    }

    /** The step that was sent last. */
    Optional<Step> newest() {
        return running.map(Running::step);
    }

    void seen(LockReading reading, int blocked) {
        newest = new Look(reading.own(), blocked);
        looks = looks + 1;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("dryrun.samples", this, own -> own.looks)
                .description("Readings of the migration's locks.")
                .register(registry);
        gauge(
                registry,
                "dryrun.step.running",
                "The number of the step that was sent last.",
                own -> own.running.map(step -> step.step().number()).orElse(0));
        gauge(registry, "dryrun.sessions.blocked", "Sessions behind the migration.", own -> own.newest.blocked());
        gauge(registry, "dryrun.locks.held", "Locks that the migration holds.", own -> own.newest.count(true));
        gauge(registry, "dryrun.locks.awaited", "Locks that it waits for.", own -> own.newest.count(false));
    }

    private void gauge(MeterRegistry registry, String name, String what, ToDoubleFunction<LiveSteps> value) {
        Gauge.builder(name, this, value).description(what).register(registry);
    }

    /**
     * May be called by any thread. Locks on what the migration has made itself are left out: the catalog does not know it,
     * and nobody can wait for it.
     *
     * @param of the number of steps, where it is known
     */
    Reached reached(Catalog catalog, Moment now, OptionalInt of) {
        Look look = newest;
        return running.<Reached>map(step -> new Reached.InStep(
                        step.step().number(),
                        of,
                        step.step().sql(),
                        now.since(step.sent()),
                        new Reached.Locks(
                                strongest(look, catalog, OwnLock::granted),
                                strongest(look, catalog, lock -> !lock.granted())),
                        look.blocked()))
                .orElseGet(Reached.Unknown::new);
    }

    private static Optional<String> strongest(Look look, Catalog catalog, Predicate<OwnLock> which) {
        return look.own().stream()
                .filter(which)
                .filter(lock -> catalog.relation(lock.relation()).isPresent())
                .max(WEAKEST_FIRST)
                .flatMap(lock -> catalog.relation(lock.relation())
                        .map(relation -> lock.mode().sql() + " " + withoutPublic(relation.name())));
    }

    /** Room is short, and everybody's tables are in that schema. */
    private static String withoutPublic(String relation) {
        return relation.startsWith("public.") ? relation.substring("public.".length()) : relation;
    }
}
