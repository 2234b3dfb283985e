package dev.dryrun.report;

import dev.dryrun.report.TerminalTable.Column;
import dev.dryrun.report.TerminalTable.Row;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The steps one below the other, for terminals too narrow for a table: a line for each figure that there is. */
final class TerminalBlocks {

    private static final int GAP = 2;
    private static final Set<Column> HEAD = EnumSet.of(Column.STEP, Column.STATEMENT);
    private static final Set<Column> FIGURES = EnumSet.complementOf(EnumSet.copyOf(HEAD));

    private final int width;
    private final boolean color;
    private final int indent;
    private final StringBuilder text = new StringBuilder();

    private TerminalBlocks(int width, int indent, boolean color) {
        this.width = width;
        this.indent = indent;
        this.color = color;
    }

    /** @param indent how many columns stand before all but the number of the step */
    static String render(int width, int indent, List<Row> rows, boolean color) {
        TerminalBlocks blocks = new TerminalBlocks(width, indent, color);
        rows.forEach(blocks::add);
        return blocks.text.toString();
    }

    private void add(Row row) {
        Colour colour = color ? row.colour() : Colour.PLAIN;
        if (!row.cells().isEmpty()) {
            String number = row.cells().get(Column.STEP);
            String head = " ".repeat(indent - GAP - number.length())
                    + number
                    + " ".repeat(GAP)
                    + TerminalText.cut(row.cells().get(Column.STATEMENT), width - indent);
            text.append(colour.paint(head.stripTrailing())).append('\n');
            FIGURES.forEach(figure -> add(figure, row.cells().getOrDefault(figure, Figures.NOTHING), colour));
        }
        row.notes().forEach(note -> line(note, colour));
    }

    private void add(Column figure, String value, Colour colour) {
        if (value.equals(Figures.NOTHING)) {
            return;
        }
        int label = Column.LOCK.heading().length() + GAP;
        String head = figure.heading() + " ".repeat(label - figure.heading().length());
        for (String part : TerminalText.wrapped(value, width - indent - label)) {
            line(head + part, colour);
            head = " ".repeat(label);
        }
    }

    private void line(String words, Colour colour) {
        text.append(" ".repeat(indent)).append(colour.paint(words)).append('\n');
    }
}
