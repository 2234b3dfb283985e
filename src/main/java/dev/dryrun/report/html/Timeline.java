package dev.dryrun.report.html;

import java.util.List;
import java.util.Locale;

/**
 * The Gantt of the locks: the steps on top, below them a row for each relation. Moments are in ms from the start of the
 * migration; the drawing is as wide as the page, so places are in percent.
 *
 * @param end of the migration: what comes before 0 is the baseline, and what comes after this the cool-down
 * @param more what is not drawn, in words
 */
public record Timeline(
        double from, double to, double end, List<Bar> steps, List<Row> rows, List<Tick> ticks, String more) {

    /** Pixels. */
    private static final int ROW_HEIGHT = 36;

    private static final int TOP = 44;

    private static final double LABEL_SHARE = 0.02;
    private static final double PHASE_SHARE = 0.1;

    public Timeline {
        steps = List.copyOf(steps);
        rows = List.copyOf(rows);
        ticks = List.copyOf(ticks);
        if (!(from < to) || end < from || end > to) {
            throw new IllegalArgumentException("a timeline from " + from + " to " + to + " of a migration to " + end);
        }
    }

    /** A relation, for how long it was blocked (empty where it was not), and its locks. */
    public record Row(String relation, String blocked, List<Bar> bars) {

        public Row {
            bars = List.copyOf(bars);
        }
    }

    /** A stretch of time: its CSS classes, its label (of a step), and what hovering tells. */
    public record Bar(double from, double to, String look, String label, String told) {

        /** Pixels: what blocks more is drawn thicker, so that colour is not all that tells them apart. */
        public int height() {
            return look.startsWith("both") ? 14 : look.startsWith("writes") ? 9 : 4;
        }

        /** Pixels below the top of its row. */
        public int offset() {
            return 17 + (14 - height()) / 2;
        }
    }

    /** A mark on the axis. */
    public record Tick(double at, String label) {}

    public int height() {
        return TOP + rows.size() * ROW_HEIGHT + 4;
    }

    public int top(int row) {
        return TOP + row * ROW_HEIGHT;
    }

    /** What was measured before the first step and after the last, to be told from the migration. */
    public List<Bar> phases() {
        return List.of(
                        new Bar(from, Math.min(0, to), "phase", "baseline", "The load alone, before the first step"),
                        new Bar(end, to, "phase", "cool-down", "The load alone, after the last step"))
                .stream()
                .filter(phase -> phase.to() > phase.from())
                .toList();
    }

    public boolean hasRoomForPhase(Bar phase) {
        return (phase.to() - phase.from()) / (to - from) > PHASE_SHARE;
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
        return (bar.to() - bar.from()) / (to - from) > LABEL_SHARE;
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.3f%%", value);
    }
}
