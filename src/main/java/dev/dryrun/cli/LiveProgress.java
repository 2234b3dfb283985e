package dev.dryrun.cli;

import dev.dryrun.progress.News;
import dev.dryrun.progress.Progress;
import dev.dryrun.report.TerminalText;
import dev.dryrun.time.RunClock;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Writes each piece of news as a line with the time since the command was started, and lets a view show meanwhile how
 * far the stage has come. The view has a thread of its own: the run does not wait for it.
 */
final class LiveProgress implements Progress, AutoCloseable {

    /** How far a stage has come, shown every now and then. All calls come from one thread. */
    interface View {

        /** How long to wait between two looks, and after the beginning of a stage until the first. */
        long everyMillis();

        void show(News.Stage stage);

        /** Another stage follows, or none. */
        void stageEnded();
    }

    private static final int UNLIMITED = Integer.MAX_VALUE;

    private final PrintWriter writer;
    private final RunClock clock;
    private final View view;
    private final int columns;
    private final Thread thread = new Thread(this::watch, "dryrun-progress");
    private Optional<News.Stage> stage = Optional.empty();
    private boolean ended;

    private LiveProgress(PrintWriter writer, RunClock clock, View view, int columns) {
        this.writer = writer;
        this.clock = clock;
        this.view = view;
        this.columns = columns;
    }

    /** A bar where stderr is a terminal, lines where it is not. */
    static LiveProgress on(Screen screen, boolean noColor) {
        PrintWriter writer = new PrintWriter(screen, true);
        RunClock clock = RunClock.system();
        Map<String, String> environment = System.getenv();
        Terminal terminal = Terminal.ofStderr(environment);
        if (!terminal.live()) {
            return start(writer, clock, new LineView(writer, clock), UNLIMITED);
        }
        Terminal wanted = noColor ? terminal.withoutColor() : terminal;
        return start(writer, clock, new BarView(screen, wanted, environment).followingSize(), terminal.width());
    }

    /** @param columns into which the lines have to fit */
    static LiveProgress start(PrintWriter writer, RunClock clock, View view, int columns) {
        LiveProgress started = new LiveProgress(writer, clock, view, columns);
        started.thread.setDaemon(true);
        started.thread.start();
        return started;
    }

    @Override
    public void tell(News news) {
        String time = time(clock);
        // Words are not cut where the terminal ends, and its next line does not begin under the time.
        for (String line : TerminalText.wrapped(news.words(), columns - time.length() - 1)) {
            writer.println(time + line);
            time = " ".repeat(time.length());
        }
        writer.flush();
        if (news instanceof News.Stage begun) {
            synchronized (this) {
                stage = Optional.of(begun);
                notifyAll();
            }
        }
    }

    static String line(RunClock clock, String words) {
        return time(clock) + TerminalText.line(words);
    }

    private static String time(RunClock clock) {
        return String.format(Locale.ROOT, "%5.1f s  ", clock.now().nanos() / 1e9);
    }

    /** Nothing is shown afterwards. Keeps the interrupt of a run that was interrupted. */
    @Override
    public void close() {
        synchronized (this) {
            ended = true;
            notifyAll();
        }
        boolean interrupted = Thread.interrupted();
        try {
            thread.join();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        Optional<News.Stage> shown = Optional.empty();
        try {
            for (Optional<News.Stage> now = await(shown); now.isPresent(); now = await(shown)) {
                if (now.equals(shown)) {
                    view.show(now.get());
                } else if (shown.isPresent()) {
                    view.stageEnded();
                }
                shown = now;
            }
            view.stageEnded();
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but the end of the program.
            Thread.currentThread().interrupt();
        }
    }

    /** The stage to show when the view's time has come, or at once another one; none at the end. */
    private synchronized Optional<News.Stage> await(Optional<News.Stage> shown) throws InterruptedException {
        while (!ended && stage.isEmpty()) {
            wait();
        }
        if (!ended && stage.equals(shown)) {
            wait(view.everyMillis());
        }
        return ended ? Optional.empty() : stage;
    }
}
