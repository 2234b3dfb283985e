package dev.dryrun.cli;

import dev.dryrun.progress.News;
import dev.dryrun.time.RunClock;
import java.io.PrintWriter;

/** A line every ten seconds of a long stage: for logs, and for terminals that cannot move their cursor. */
final class LineView implements LiveProgress.View {

    private static final long EVERY_MILLIS = 10_000;

    private final PrintWriter writer;
    private final RunClock clock;

    LineView(PrintWriter writer, RunClock clock) {
        this.writer = writer;
        this.clock = clock;
    }

    @Override
    public long everyMillis() {
        return EVERY_MILLIS;
    }

    @Override
    public void show(News.Stage stage) {
        ReachedWords.line(stage.name(), stage.reached().get()).ifPresent(line -> {
            writer.println(LiveProgress.line(clock, line));
            writer.flush();
        });
    }

    @Override
    public void stageEnded() {
        // What was written stays.
    }
}
