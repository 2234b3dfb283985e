package dev.dryrun.compare;

import dev.dryrun.report.Excerpt;
import java.util.ArrayList;
import java.util.List;

/** What got worse and what got better, in words. */
final class Reasons {

    private static final int STATEMENT_WIDTH = 60;

    private final List<String> worse = new ArrayList<>();
    private final List<String> better = new ArrayList<>();

    void add(Trend trend, String words) {
        if (trend == Trend.WORSE) {
            worse.add(words);
        } else if (trend == Trend.BETTER) {
            better.add(words);
        }
    }

    void ofRun(Difference figure) {
        add(figure.trend(), "whole run: " + Words.change(figure));
    }

    /** Locks and rewrites that only one run has in a step, and that are neither better nor worse. */
    static List<String> neither(Comparison comparison) {
        List<String> lines = new ArrayList<>();
        for (StepComparison step : comparison.steps()) {
            String name = name(step);
            step.locks().stream()
                    .filter(lock -> lock.trend() == Trend.CHANGED)
                    .forEach(lock -> lines.add(name + Words.lock(lock)));
            step.rewrites().stream()
                    .filter(rewrite -> rewrite.trend() == Trend.CHANGED)
                    .forEach(rewrite -> lines.add(name + Words.rewrite(rewrite)));
        }
        return lines;
    }

    private static String name(StepComparison step) {
        return step.name() + " " + Excerpt.line(step.sql(), STATEMENT_WIDTH) + ": ";
    }

    void ofStep(StepComparison step) {
        String name = name(step);
        if (step.endedOtherwise()) {
            add(Words.outcomeTrend(step), name + Words.outcomes(step));
        }
        step.figures().forEach(figure -> add(figure.trend(), name + Words.change(figure)));
        step.locks().forEach(lock -> ofLock(name, lock));
        step.rewrites().forEach(rewrite -> add(rewrite.trend(), name + Words.rewrite(rewrite)));
    }

    private void ofLock(String name, LockDifference lock) {
        if (lock.change() != Change.KEPT) {
            add(lock.trend(), name + Words.lock(lock));
            return;
        }
        List.of(lock.times().waited(), lock.times().held())
                .forEach(time -> add(time.trend(), name + Words.lockName(lock) + " " + Words.change(time)));
    }

    List<String> worse() {
        return worse;
    }

    List<String> better() {
        return better;
    }
}
