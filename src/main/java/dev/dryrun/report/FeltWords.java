package dev.dryrun.report;

import java.util.ArrayList;
import java.util.List;

/** What the application felt in a step and a table of response times does not show, in the same words in every format. */
final class FeltWords {

    private FeltWords() {}

    /** Parts of a sentence; empty where there is nothing to tell. */
    static List<String> of(LoadReport.StepLoad step) {
        List<String> parts = new ArrayList<>();
        if (step.counts().stuck() > 0) {
            parts.add(Figures.count(step.counts().stuck(), "request") + " had no answer when the load ended");
        }
        LoadReport.Pool pool = step.pool();
        if (pool.waited() > 0) {
            parts.add("no connection was free for " + Figures.duration(pool.empty()) + ": "
                    + Figures.count(pool.waited(), "request") + " waited for one, at most "
                    + Figures.duration(pool.waitMax()) + ", and " + Figures.count(pool.timedOut()) + " got none");
        }
        step.harm()
                .blockedRequestSeconds()
                .filter(seconds -> seconds >= 1)
                .ifPresent(seconds -> parts.add("together the requests waited " + Figures.number(Math.round(seconds))
                        + " s longer than usual"));
        step.harm()
                .recovery()
                .filter(time -> !time.isZero())
                .ifPresent(time -> parts.add("response times were back " + Figures.duration(time) + " after the step"));
        return parts;
    }
}
