package dev.dryrun.report.html;

import java.util.List;

/** A page of lists and tables without scripts, as text that is ready to be shown. */
public record Document(String title, Head head, List<Section> sections) {

    public Document {
        sections = List.copyOf(sections);
    }

    /** What it comes to: one word with its CSS class, one sentence, what it is about, and what to be wary of. */
    public record Head(String word, String mood, String sentence, List<String> about, List<String> cautions) {

        public Head {
            about = List.copyOf(about);
            cautions = List.copyOf(cautions);
        }
    }

    /** A heading with a list or a table, and a note below. */
    public record Section(String heading, List<String> items, List<String> columns, List<Row> rows, String note) {

        public Section {
            items = List.copyOf(items);
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }

        public static Section list(String heading, List<String> items) {
            return new Section(heading, items, List.of(), List.of(), "");
        }

        public static Section table(String heading, List<String> columns, List<Row> rows, String note) {
            return new Section(heading, List.of(), columns, rows, note);
        }

        /** Whether a column holds numbers, so that its heading stands over them. */
        public boolean isNumber(int column) {
            return rows.stream().anyMatch(row -> row.cells().get(column).kind() == Page.Cell.Kind.NUMBER);
        }
    }

    /** A row of a table and its CSS class. */
    public record Row(List<Page.Cell> cells, String look) {

        public Row {
            cells = List.copyOf(cells);
        }
    }
}
