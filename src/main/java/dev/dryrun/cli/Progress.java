package dev.dryrun.cli;

import dev.dryrun.time.RunClock;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;

/** What the run is doing right now, one line each, with the time since the command was started. */
final class Progress implements Consumer<String> {

    private final PrintWriter writer;
    private final RunClock clock;

    Progress(PrintWriter writer) {
        this(writer, RunClock.system());
    }

    Progress(PrintWriter writer, RunClock clock) {
        this.writer = writer;
        this.clock = clock;
    }

    @Override
    public void accept(String line) {
        writer.println(String.format(Locale.ROOT, "%5.1f s  %s", clock.now().nanos() / 1e9, line));
        writer.flush();
    }
}
