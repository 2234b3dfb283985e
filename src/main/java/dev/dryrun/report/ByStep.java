package dev.dryrun.report;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.function.Function;

/** An unchangeable list of what may belong to steps, which finds those of a step without going through all. */
final class ByStep<T> extends AbstractList<T> implements RandomAccess {

    private final List<T> all;
    private final Map<Integer, List<T>> ofStep = new HashMap<>();

    private ByStep(List<T> all, Function<T, Optional<Integer>> step) {
        this.all = List.copyOf(all);
        for (T each : this.all) {
            step.apply(each)
                    .ifPresent(number -> ofStep.computeIfAbsent(number, ignored -> new ArrayList<>())
                            .add(each));
        }
    }

    /** The same elements. One that is such a list already is not gone through again. */
    static <T> ByStep<T> of(List<T> all, Function<T, Optional<Integer>> step) {
        return all instanceof ByStep<T> known ? known : new ByStep<>(all, step);
    }

    /** Those that belong to a step, in their order. */
    List<T> on(int step) {
        return List.copyOf(ofStep.getOrDefault(step, List.of()));
    }

    @Override
    public T get(int index) {
        return all.get(index);
    }

    @Override
    public int size() {
        return all.size();
    }
}
