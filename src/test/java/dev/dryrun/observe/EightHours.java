package dev.dryrun.observe;

import dev.dryrun.analysis.Analysis;
import java.util.Locale;

/**
 * A program that feeds the readings of a long migration with 200 other sessions to what keeps them, analyses it, and
 * prints how long both took: {@code EightHours READINGS}.
 */
public final class EightHours {

    private static final int SESSIONS = 200;
    private static final int STEPS = 20;

    private EightHours() {}

    public static void main(String[] arguments) {
        long readings = Long.parseLong(arguments[0]);
        long start = System.nanoTime();
        LongRun run = new LongRun(1, SESSIONS, STEPS);
        Recording recording = Recording.asInARun();
        run.go(readings, recording);
        long fed = System.nanoTime();
        Observations seen = recording.seen(run.ran());
        Analysis analysis = recording.analysis(run.ran());
        long analysed = System.nanoTime();
        System.out.printf(
                Locale.ROOT,
                "%d readings, %d locks as %d, %d waits as %d, %d steps; read in %.1f s, analysed in %.1f s%n",
                seen.locks().sampling().samples(),
                seen.locks().locks().stream().mapToLong(LockSpan::count).sum(),
                seen.locks().locks().size(),
                seen.locks().blocked().size()
                        + seen.locks().blocked().stream()
                                .flatMap(wait -> wait.others().stream())
                                .mapToLong(OtherWaits::count)
                                .sum(),
                seen.locks().blocked().size(),
                analysis.steps().size(),
                (fed - start) / 1e9,
                (analysed - fed) / 1e9);
        analysis.findings().stream()
                .filter(finding -> finding.code().equals("coalesced"))
                .forEach(finding -> System.out.println(finding.code() + ": " + finding.message()));
    }
}
