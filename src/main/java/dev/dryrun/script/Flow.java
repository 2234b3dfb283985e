package dev.dryrun.script;

import dev.dryrun.script.Instruction.Assignment;
import dev.dryrun.script.Instruction.Condition;
import dev.dryrun.script.Instruction.FileBegin;
import dev.dryrun.script.Instruction.FileEnd;
import dev.dryrun.script.Instruction.Leaving;
import dev.dryrun.script.Instruction.Removal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Where a script stands: in which branches of {@code \if} in which files, and with which variables. Before the script is
 * run conditions may be unknown; then each branch is gone through with the variables as they were before, and what they
 * differ in is unknown from then on.
 */
final class Flow {

    /** One file, and how certain it is that it goes on. */
    private static final class Frame {
        private final Truth entered;
        private final Deque<Branch> branches = new ArrayDeque<>();
        private final List<Variables> leftWith = new ArrayList<>();
        private Truth left = Truth.NO;

        Frame(Truth entered) {
            this.entered = entered;
        }
    }

    /** One {@code \if} with its branches so far. */
    private static final class Branch {
        private final Truth outside;
        private final Variables before;
        private final List<Variables> ends = new ArrayList<>();
        private Truth now;
        private Truth earlier = Truth.NO;
        private boolean lastOne;

        Branch(Truth outside, Variables before, Truth now) {
            this.outside = outside;
            this.before = before;
            this.now = now;
        }
    }

    private final Deque<Frame> frames = new ArrayDeque<>();
    private Variables variables;

    Flow(Variables variables) {
        this.variables = variables;
    }

    Variables variables() {
        return variables;
    }

    /** Whether what stands here is obeyed. */
    Truth active() {
        if (frames.isEmpty()) {
            return Truth.YES;
        }
        Frame frame = frames.peek();
        Truth inside = frame.branches.isEmpty() ? frame.entered : frame.branches.peek().outside;
        Truth here = frame.branches.isEmpty() ? Truth.YES : frame.branches.peek().now;
        return inside.and(here).and(frame.left.not());
    }

    private void enterFile() {
        frames.push(new Frame(active()));
    }

    /** A {@code \q} stands here: the file goes no further. */
    private void leaveFile() {
        Frame frame = frames.peek();
        frame.leftWith.add(variables.copy());
        frame.left = frame.left.or(frame.branches.isEmpty() ? Truth.YES : branchTruth(frame));
    }

    private static Truth branchTruth(Frame frame) {
        Truth truth = Truth.YES;
        for (Branch branch : frame.branches) {
            truth = truth.and(branch.now);
        }
        return truth;
    }

    private void endFile() {
        Frame frame = frames.pop();
        List<Variables> ways = new ArrayList<>(frame.leftWith);
        if (frame.left != Truth.YES) {
            ways.add(variables);
        }
        variables = Variables.merged(ways);
    }

    /** How many branches of this file are open. */
    int depth() {
        return frames.peek().branches.size();
    }

    /** Whether the innermost branch is that of {@code \else}. */
    boolean inElse() {
        return frames.peek().branches.peek().lastOne;
    }

    private void beginIf(Truth condition) {
        Truth outside = active();
        frames.peek().branches.push(new Branch(outside, variables.copy(), condition));
    }

    /** The condition counts only where no branch before was taken for certain. */
    private boolean conditionMatters() {
        Branch branch = frames.peek().branches.peek();
        return branch.outside != Truth.NO && branch.earlier.or(branch.now) != Truth.YES;
    }

    private void nextBranch(Truth condition, boolean isElse) {
        Branch branch = frames.peek().branches.peek();
        endBranch(branch);
        branch.now = branch.earlier.not().and(condition);
        branch.lastOne = isElse;
        variables = branch.before.copy();
    }

    private void endIf() {
        Branch branch = frames.peek().branches.pop();
        endBranch(branch);
        if (branch.earlier != Truth.YES && !branch.lastOne) {
            branch.ends.add(branch.before);
        }
        variables = Variables.merged(branch.ends);
    }

    /** Follows what changes variables, branches and files; statements do that when they are answered. */
    void obey(Instruction instruction) {
        if (instruction instanceof Condition condition) {
            obey(condition);
        } else if (instruction instanceof FileBegin) {
            enterFile();
        } else if (instruction instanceof FileEnd) {
            endFile();
        } else if (active() != Truth.NO) {
            if (instruction instanceof Assignment set) {
                Template.joined(set.values(), "", variables)
                        .ifPresentOrElse(
                                value -> variables.set(set.name(), SpecialVariables.stored(set.name(), value)),
                                () -> variables.forget(set.name()));
            } else if (instruction instanceof Removal unset) {
                SpecialVariables.remove(unset.name(), variables);
            } else if (instruction instanceof Leaving) {
                leaveFile();
            }
        }
    }

    private void obey(Condition condition) {
        switch (condition.kind()) {
            case IF -> beginIf(active() == Truth.NO ? Truth.NO : truth(condition));
            case ELIF -> nextBranch(conditionMatters() ? truth(condition) : Truth.NO, false);
            case ELSE -> nextBranch(Truth.YES, true);
            case ENDIF -> endIf();
        }
    }

    /** For psql words that are no boolean are false. */
    private Truth truth(Condition condition) {
        return Template.joined(condition.words(), " ", variables)
                .map(text -> Truth.of(Truth.ofWord(text).orElse(false)))
                .orElse(Truth.MAYBE);
    }

    private void endBranch(Branch branch) {
        if (branch.now != Truth.NO) {
            branch.ends.add(variables);
        }
        branch.earlier = branch.earlier.or(branch.now);
    }
}
