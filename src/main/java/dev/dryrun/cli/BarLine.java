package dev.dryrun.cli;

import dev.dryrun.progress.Reached;
import dev.dryrun.report.TerminalText;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import me.tongfei.progressbar.DefaultProgressBarRenderer;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.ProgressState;

/** The library's line for a bar, without a count where nobody knows one. */
final class BarLine extends DefaultProgressBarRenderer {

    /** Percentage, brackets, blanks and the time in the library's line. */
    private static final int FIXED = 21;

    private static final int BAR = 10;
    private static final int SHORT_BAR = 3;
    private static final int NARROW = 70;

    /** Below so many columns the words have the bar's room too. */
    private static final int NARROWEST = 60;

    private static final int PERCENTAGE = 5;

    BarLine(ProgressBarStyle style) {
        super(style, "", 1, false, null, ChronoUnit.SECONDS, false, state -> Optional.empty());
    }

    /** How much there is in all; -1 where nobody knows. */
    static long whole(Reached reached) {
        if (reached instanceof Reached.Share share && share.whole() > 0) {
            return share.whole();
        }
        if (reached instanceof Reached.Waited waited && !waited.whole().isZero()) {
            return waited.whole().toMillis();
        }
        return reached instanceof Reached.InStep step ? step.of().orElse(-1) : -1;
    }

    /** How much of it is done. */
    static long done(Reached reached) {
        if (reached instanceof Reached.Share share) {
            return share.done();
        }
        if (reached instanceof Reached.Waited waited) {
            return waited.waited().toMillis();
        }
        return reached instanceof Reached.InStep step ? step.number() - 1L : 0;
    }

    /** How many columns are left beside a bar that is worth looking at. */
    static int roomBeside(String name, int width) {
        if (width < NARROWEST) {
            return Math.max(0, width - 1 - name.length() - PERCENTAGE - 1);
        }
        int bar = width < NARROW ? SHORT_BAR : BAR;
        return Math.max(0, width - 1 - FIXED - name.length() - bar);
    }

    @Override
    public String render(ProgressState state, int maxLength) {
        if (maxLength >= NARROWEST - 1) {
            return super.render(state, maxLength);
        }
        String words = state.getTaskName() + " " + percentage(state) + " " + state.getExtraMessage();
        return TerminalText.cut(TerminalText.line(words), maxLength);
    }

    @Override
    protected String percentage(ProgressState state) {
        return state.isIndefinite() ? "" : super.percentage(state);
    }

    /** Bytes and milliseconds would say nothing that the words beside the bar do not say better. */
    @Override
    protected String ratio(ProgressState state) {
        return "";
    }
}
