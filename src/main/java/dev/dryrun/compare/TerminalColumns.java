package dev.dryrun.compare;

import dev.dryrun.report.Colour;
import dev.dryrun.report.Figures;
import dev.dryrun.report.TerminalText;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rows under headings in as many columns as fit: one of them gives way first, then those on the right fall away. */
final class TerminalColumns {

    private static final int GAP = 2;
    private static final int ELASTIC_NARROWEST = 14;

    /** Cells and the colour of the whole line. */
    record Line(List<String> cells, Colour colour) {

        Line {
            cells = cells.stream().map(TerminalText::line).toList();
        }
    }

    private final List<String> headings;
    private final int elastic;
    private final List<Line> lines;
    private final int[] widths;

    private TerminalColumns(List<String> headings, int elastic, List<Line> lines) {
        this.headings = headings;
        this.elastic = elastic;
        this.lines = lines;
        this.widths = IntStream.range(0, headings.size()).map(this::natural).toArray();
    }

    /** @param elastic the column that may be cut */
    static String render(List<String> headings, int elastic, List<Line> lines, int width) {
        return new TerminalColumns(headings, elastic, lines).render(width);
    }

    private String render(int width) {
        int shown = headings.size();
        while (shown > elastic + 1 && fixed(shown) + Math.min(widths[elastic], ELASTIC_NARROWEST) > width) {
            shown--;
        }
        widths[elastic] = Math.max(1, Math.min(widths[elastic], width - fixed(shown)));
        int columns = shown;
        return Stream.concat(Stream.of(new Line(headings, Colour.PLAIN)), lines.stream())
                .map(line -> line.colour().paint(text(line, columns)) + "\n")
                .collect(Collectors.joining());
    }

    private int fixed(int shown) {
        return IntStream.range(0, shown)
                        .filter(column -> column != elastic)
                        .map(column -> widths[column])
                        .sum()
                + GAP * (shown - 1);
    }

    private int natural(int column) {
        return Stream.concat(
                        Stream.of(headings.get(column)),
                        lines.stream().map(line -> line.cells().get(column)))
                .mapToInt(TerminalText::columns)
                .max()
                .orElse(Figures.NOTHING.length());
    }

    private String text(Line line, int shown) {
        return IntStream.range(0, shown)
                .mapToObj(column -> cell(line.cells().get(column), widths[column]))
                .collect(Collectors.joining(" ".repeat(GAP)))
                .stripTrailing();
    }

    private static String cell(String text, int width) {
        String cut = TerminalText.cut(text, width);
        return cut + " ".repeat(width - TerminalText.columns(cut));
    }
}
