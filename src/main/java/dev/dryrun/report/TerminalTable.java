package dev.dryrun.report;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table of steps in as many columns as a terminal is wide: statement and lock give way first, then columns fall
 * away, the ones that matter least for the verdict first.
 */
final class TerminalTable {

    /** What a column holds. */
    enum Column {
        STEP("Step"),
        STATEMENT("Statement"),
        TIME("Time"),
        LOCK("Strongest lock"),
        READS("No reads"),
        WRITES("No writes"),
        QUEUE("Queue"),
        P99("App p99");

        private final String heading;

        Column(String heading) {
            this.heading = heading;
        }

        String heading() {
            return heading;
        }
    }

    /** A step's cells with the lines below them, or lines alone, which stand under the statements. */
    record Row(Map<Column, String> cells, List<String> notes, Colour colour) {

        Row {
            cells = Map.copyOf(cells);
            notes = List.copyOf(notes);
        }
    }

    private static final int GAP = 2;
    private static final int STATEMENT_NARROWEST = 14;
    private static final int STATEMENT_BEFORE_LOCK = 22;
    private static final int STATEMENT_WIDEST = 60;

    /** Room for {@code ACCESS EXCLUSIVE…}. */
    private static final int LOCK_NARROWEST = 17;

    private static final List<Set<Column>> DROPPED = List.of(
            Set.of(),
            Set.of(Column.QUEUE),
            Set.of(Column.QUEUE, Column.P99),
            Set.of(Column.QUEUE, Column.LOCK),
            Set.of(Column.QUEUE, Column.P99, Column.LOCK));

    private final int width;
    private final List<Row> rows;
    private final Map<Column, Integer> widths;

    TerminalTable(int width, List<Row> rows) {
        this.width = width;
        this.rows = rows;
        this.widths = widths(columns());
    }

    /** How many columns stand before the statements and the notes where the last step has this number. */
    static int indent(int lastStep) {
        return Math.max(Column.STEP.heading.length(), Integer.toString(lastStep).length()) + GAP;
    }

    /** Whether no line is wider than the terminal. */
    boolean fits() {
        int columns = widths.values().stream().mapToInt(Integer::intValue).sum();
        return columns + GAP * (widths.size() - 1) <= width;
    }

    String render(boolean color) {
        Map<Column, String> headings = new EnumMap<>(Column.class);
        widths.keySet().forEach(column -> headings.put(column, column.heading));
        return line(headings) + "\n"
                + rows.stream().map(row -> lines(row, color)).collect(Collectors.joining());
    }

    private String lines(Row row, boolean color) {
        Colour colour = color ? row.colour() : Colour.PLAIN;
        String indent = " ".repeat(widths.get(Column.STEP) + GAP);
        String cells = row.cells().isEmpty() ? "" : colour.paint(line(row.cells())) + "\n";
        return cells
                + row.notes().stream()
                        .map(note -> indent + colour.paint(note) + "\n")
                        .collect(Collectors.joining());
    }

    private String line(Map<Column, String> cells) {
        return widths.keySet().stream()
                .map(column -> cell(column, cells.getOrDefault(column, Figures.NOTHING)))
                .collect(Collectors.joining(" ".repeat(GAP)))
                .stripTrailing();
    }

    private String cell(Column column, String text) {
        String shown = TerminalText.cut(text, widths.get(column));
        String padding = " ".repeat(widths.get(column) - TerminalText.columns(shown));
        return column == Column.STEP ? padding + shown : shown + padding;
    }

    private Set<Column> columns() {
        return DROPPED.stream()
                .map(TerminalTable::without)
                .filter(columns -> spare(columns) >= narrowest(columns))
                .findFirst()
                .orElseGet(() -> without(DROPPED.get(DROPPED.size() - 1)));
    }

    private static Set<Column> without(Set<Column> dropped) {
        Set<Column> columns = EnumSet.allOf(Column.class);
        columns.removeAll(dropped);
        return columns;
    }

    /** What the statement and the lock, where it is shown, cannot do without. */
    private int narrowest(Set<Column> columns) {
        int lock = columns.contains(Column.LOCK) ? Math.min(natural(Column.LOCK), LOCK_NARROWEST) : 0;
        return lock + STATEMENT_NARROWEST;
    }

    private Map<Column, Integer> widths(Set<Column> columns) {
        Map<Column, Integer> chosen = new EnumMap<>(Column.class);
        columns.forEach(column -> chosen.put(column, natural(column)));
        int spare = spare(columns);
        if (columns.contains(Column.LOCK)) {
            int statement = Math.min(natural(Column.STATEMENT), STATEMENT_BEFORE_LOCK);
            int lock = Math.min(natural(Column.LOCK), Math.max(LOCK_NARROWEST, spare - statement));
            chosen.put(Column.LOCK, lock);
            spare -= lock;
        }
        int rest = Math.max(Column.STATEMENT.heading.length(), spare);
        chosen.put(Column.STATEMENT, Math.min(rest, Math.min(natural(Column.STATEMENT), STATEMENT_WIDEST)));
        return chosen;
    }

    /** What the columns of fixed width leave to the statement and the lock. */
    private int spare(Set<Column> columns) {
        int fixed = columns.stream()
                .filter(column -> !isElastic(column))
                .mapToInt(this::natural)
                .sum();
        return width - fixed - GAP * (columns.size() - 1);
    }

    private static boolean isElastic(Column column) {
        return column == Column.STATEMENT || column == Column.LOCK;
    }

    private int natural(Column column) {
        return rows.stream()
                .mapToInt(row -> TerminalText.columns(row.cells().getOrDefault(column, "")))
                .reduce(column.heading.length(), Math::max);
    }
}
