package dev.dryrun.cli;

import dev.dryrun.progress.News;
import dev.dryrun.progress.Progress;
import dev.dryrun.time.RunClock;
import java.io.PrintWriter;
import java.util.Locale;

/** What the run is doing right now, one line each, with the time since the command was started. */
final class PlainProgress implements Progress {

    private final PrintWriter writer;
    private final RunClock clock;

    PlainProgress(PrintWriter writer) {
        this(writer, RunClock.system());
    }

    PlainProgress(PrintWriter writer, RunClock clock) {
        this.writer = writer;
        this.clock = clock;
    }

    @Override
    public void tell(News news) {
        writer.println(String.format(Locale.ROOT, "%5.1f s  %s", clock.now().nanos() / 1e9, news.words()));
        writer.flush();
    }
}
