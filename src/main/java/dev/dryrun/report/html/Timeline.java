package dev.dryrun.report.html;

import java.util.List;
import java.util.Locale;

/**
 * The Gantt of the locks: the steps on top, below them a row for each relation. Moments are in ms from the start of the
 * migration; the drawing is as wide as the page, so places are in percent.
 *
 * @param more what is not drawn, in words
 */
public record Timeline(double from, double to, List<Bar> steps, List<Row> rows, List<Tick> ticks, String more) {

    /** Pixels. */
    private static final int ROW_HEIGHT = 36;

    private static final int TOP = 44;

    public Timeline {
        steps = List.copyOf(steps);
        rows = List.copyOf(rows);
        ticks = List.copyOf(ticks);
        if (!(from < to)) {
            throw new IllegalArgumentException("a timeline from " + from + " to " + to);
        }
    }

    /** A relation and its locks. */
    public record Row(String relation, List<Bar> bars) {

        public Row {
            bars = List.copyOf(bars);
        }
    }

    /** A stretch of time: its CSS class, its label (of a step), and what hovering tells. */
    public record Bar(double from, double to, String look, String label, String told) {}

    /** A mark on the axis. */
    public record Tick(double at, String label) {}

    public int height() {
        return TOP + rows.size() * ROW_HEIGHT + ROW_HEIGHT / 2;
    }

    public int top(int row) {
        return TOP + row * ROW_HEIGHT;
    }

    /** Where a moment is. */
    public String x(double moment) {
        return percent(100 * (moment - from) / (to - from));
    }

    /** How wide a bar is; one that is too short to be seen is drawn a hair wide. */
    public String width(Bar bar) {
        return percent(Math.max(0.15, 100 * (bar.to() - bar.from()) / (to - from)));
    }

    /** Whether there is room for the label. */
    public boolean hasRoom(Bar bar) {
        return (bar.to() - bar.from()) / (to - from) > 0.02;
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.3f%%", value);
    }
}
