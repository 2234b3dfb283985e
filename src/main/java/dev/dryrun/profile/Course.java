package dev.dryrun.profile;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A request on its way: draws its values, decides its branches, and hands out what is to be done outside, which is one
 * {@link Action.Execute} or {@link Action.Think} after the other.
 */
public final class Course {

    private final Draws draws;
    private final Deque<Action> ahead = new ArrayDeque<>();

    Course(List<Action> actions, Draws draws) {
        this.draws = draws;
        ahead.addAll(actions);
    }

    public Draws draws() {
        return draws;
    }

    /** What is to be done next; empty at the end. */
    public Optional<Action> next() {
        while (!ahead.isEmpty()) {
            Action action = ahead.pop();
            if (action instanceof Action.Draw draw) {
                draw.perform(draws);
            } else if (action instanceof Action.Branch branch) {
                List<Action> taken = branch.taken(draws);
                for (int i = taken.size() - 1; i >= 0; i--) {
                    ahead.push(taken.get(i));
                }
            } else {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }
}
