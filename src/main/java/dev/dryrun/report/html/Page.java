package dev.dryrun.report.html;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What report.html shows, as text that is ready to be shown; the templates only lay it out. */
public record Page(
        String title,
        Head head,
        List<Budget> budgets,
        Timeline timeline,
        Steps steps,
        List<Finding> findings,
        List<Fact> facts,
        Assets assets) {

    public Page {
        budgets = List.copyOf(budgets);
        findings = List.copyOf(findings);
        facts = List.copyOf(facts);
    }

    /**
     * The verdict: one word with its CSS class, one sentence, of which run it is, what was breached, and what a reader of
     * the verdict alone would otherwise take for granted.
     */
    public record Head(
            String word, String mood, String sentence, String run, List<String> breaches, List<String> cautions) {

        public Head {
            breaches = List.copyOf(breaches);
            cautions = List.copyOf(cautions);
        }
    }

    /** A budget, its limit, what was measured, and how it stands: breached, kept, or not measured. */
    public record Budget(String name, String limit, String measured, String standing) {

        /** For the style sheet. */
        public String mood() {
            return standing.equals("breached") ? "bad" : standing.startsWith("kept") ? "good" : "unknown";
        }
    }

    /** The steps as a table, what the table leaves out, the errors of all of them, and a section for each; those without anything to tell together. */
    public record Steps(List<StepRow> rows, String more, List<Block> errors, List<StepGroup> groups) {

        public Steps {
            rows = List.copyOf(rows);
            errors = List.copyOf(errors);
            groups = List.copyOf(groups);
        }
    }

    /** One line of the table of steps; {@code cells} follow the statement. */
    public record StepRow(int number, String statement, String place, String mood, List<Cell> cells) {

        public StepRow {
            cells = List.copyOf(cells);
        }
    }

    /** Steps that follow one another; where the label is not empty they are folded behind it. */
    public record StepGroup(String label, List<StepSection> sections) {

        public StepGroup {
            sections = List.copyOf(sections);
        }
    }

    /** A step in full. */
    public record StepSection(
            Heading heading,
            String sql,
            Optional<String> error,
            List<Fact> facts,
            List<Block> blocks,
            List<Finding> findings) {

        public StepSection {
            facts = List.copyOf(facts);
            blocks = List.copyOf(blocks);
            findings = List.copyOf(findings);
        }
    }

    /** What a section shows while it is folded: the statement, and in a few words what it did to others. */
    public record Heading(int number, String statement, String mood, boolean open, List<Chip> chips) {

        public Heading {
            chips = List.copyOf(chips);
        }
    }

    /** A few words and their CSS class. */
    public record Chip(String look, String text) {}

    /** A heading, a sentence, and a table where {@code columns} are not empty; folded blocks open on a click. */
    public record Block(String heading, String sentence, List<String> columns, List<Row> rows, boolean folded) {

        public Block {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }

        /** Whether a column holds numbers, so that its heading stands over them. */
        public boolean isNumber(int column) {
            return rows.stream().anyMatch(row -> row.cells().get(column).kind() == Cell.Kind.NUMBER);
        }
    }

    /** A row of a table; cells that hold a number are set to the right. */
    public record Row(List<Cell> cells) {

        public Row {
            cells = List.copyOf(cells);
        }

        /** The row with one more cell at its end. */
        public Row and(Cell cell) {
            return new Row(Stream.concat(cells.stream(), Stream.of(cell)).toList());
        }
    }

    /** A cell: its text, and whether it is code or a number. */
    public record Cell(String text, Kind kind) {

        /** How a cell is set. */
        public enum Kind {
            TEXT,
            CODE,
            NUMBER
        }

        public static Cell text(String text) {
            return new Cell(text, Kind.TEXT);
        }

        public static Cell code(String text) {
            return new Cell(text, Kind.CODE);
        }

        public static Cell number(String text) {
            return new Cell(text, Kind.NUMBER);
        }
    }

    /** A finding with its advice. */
    public record Finding(String severity, String code, String message, String advice) {}

    /** One thing on how it was measured. */
    public record Fact(String name, String value) {}

    /** What the page brings with it: its styles and scripts, the policy that allows these and nothing else, and the series. */
    public record Assets(String policy, List<String> styles, List<String> scripts, String series) {

        public Assets {
            styles = List.copyOf(styles);
            scripts = List.copyOf(scripts);
        }
    }
}
