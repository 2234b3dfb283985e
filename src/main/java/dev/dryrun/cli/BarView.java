package dev.dryrun.cli;

import dev.dryrun.progress.News;
import dev.dryrun.progress.Reached;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jline.utils.Signals;

/** A bar for the stage that goes on, drawn below what has been written. */
final class BarView implements LiveProgress.View {

    private static final long EVERY_MILLIS = 200;

    private final Screen screen;
    private final ProgressBarStyle style;
    private final Map<String, String> environment;
    private final AtomicBoolean resized = new AtomicBoolean();
    private volatile int width;
    private Optional<ProgressBar> bar = Optional.empty();

    BarView(Screen screen, Terminal terminal, Map<String, String> environment) {
        this.screen = screen;
        this.style = terminal.color() ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK : ProgressBarStyle.UNICODE_BLOCK;
        this.environment = environment;
        this.width = terminal.width();
    }

    /** Looks for the new width when the terminal's size changes. */
    BarView followingSize() {
        Signals.register("WINCH", () -> resized.set(true));
        return this;
    }

    @Override
    public long everyMillis() {
        return EVERY_MILLIS;
    }

    @Override
    public void show(News.Stage stage) {
        if (resized.getAndSet(false)) {
            width = Terminal.stderrWidth(environment);
        }
        Reached reached = stage.reached().get();
        if (bar.isEmpty()) {
            bar = Optional.of(begin(stage, reached));
        }
        update(bar.get(), reached);
    }

    @Override
    public void stageEnded() {
        bar.ifPresent(ProgressBar::close);
        bar = Optional.empty();
    }

    private ProgressBar begin(News.Stage stage, Reached reached) {
        return new ProgressBarBuilder()
                .setTaskName(stage.name())
                .setInitialMax(BarLine.whole(reached))
                .setRenderer(new BarLine(style))
                .setConsumer(new Drawing())
                .setUpdateIntervalMillis((int) EVERY_MILLIS)
                .continuousUpdate()
                .clearDisplayOnFinish()
                .build();
    }

    private void update(ProgressBar shown, Reached reached) {
        long whole = BarLine.whole(reached);
        if (whole < 0) {
            shown.maxHint(-1).step();
        } else {
            shown.maxHint(whole);
            // The library draws at once where a bar goes back, as that of a step that is run again does.
            shown.stepTo(Math.min(whole, BarLine.done(reached)));
        }
        shown.setExtraMessage(ReachedWords.beside(reached, BarLine.roomBeside(shown.getTaskName(), width)));
    }

    /** Where the library's bar goes: its own way finds the terminal of stdin and stdout, which may be files. */
    private final class Drawing implements ProgressBarConsumer {

        @Override
        public int getMaxRenderedLength() {
            return width - 1;
        }

        @Override
        public void accept(String line) {
            screen.draw(line, width);
        }

        @Override
        public void clear() {
            screen.clear();
        }

        @Override
        public void close() {
            screen.clear();
        }
    }
}
