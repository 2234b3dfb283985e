package dev.dryrun.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** How long each stage of a run took, from the command to the verdict. Stages follow one another; any thread may ask. */
public final class Stages {

    /** One stage and how long it took. */
    public record Stage(String name, Duration duration) {}

    private final RunClock clock;
    private final List<Stage> stages = new ArrayList<>();

    public Stages(RunClock clock) {
        this.clock = clock;
    }

    /** Does the work of a stage, and notes its time unless it fails. */
    public <T> T time(String name, Supplier<T> work) {
        Moment start = clock.now();
        T result = work.get();
        Stage stage = new Stage(name, clock.now().since(start));
        synchronized (stages) {
            stages.add(stage);
        }
        return result;
    }

    public RunClock clock() {
        return clock;
    }

    /** The same for work that gives nothing back. */
    public void time(String name, Runnable work) {
        time(name, () -> {
            work.run();
            return true;
        });
    }

    public List<Stage> all() {
        synchronized (stages) {
            return List.copyOf(stages);
        }
    }
}
