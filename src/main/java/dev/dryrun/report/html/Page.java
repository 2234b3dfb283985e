package dev.dryrun.report.html;

import java.util.List;
import java.util.Optional;

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
     * The verdict: one word with its CSS class, one sentence, what was breached, and what a reader of the verdict alone
     * would otherwise take for granted.
     */
    public record Head(String word, String mood, String sentence, List<String> breaches, List<String> cautions) {

        public Head {
            breaches = List.copyOf(breaches);
            cautions = List.copyOf(cautions);
        }
    }

    /** A budget, its limit, what was measured, and whether that breaches it. */
    public record Budget(String name, String limit, String measured, boolean breached) {}

    /** The steps as a table, and those that are worth a section of their own. */
    public record Steps(List<StepRow> rows, List<StepSection> sections, String quiet) {

        public Steps {
            rows = List.copyOf(rows);
            sections = List.copyOf(sections);
        }
    }

    /** One line of the table of steps; {@code cells} follow the statement. */
    public record StepRow(int number, String statement, boolean linked, String mood, List<String> cells) {

        public StepRow {
            cells = List.copyOf(cells);
        }
    }

    /** A step in full. */
    public record StepSection(
            int number,
            String kind,
            String mood,
            String facts,
            String sql,
            Optional<String> error,
            List<Block> blocks,
            List<Finding> findings) {

        /** The reader need not search for what breached a budget or failed. */
        public boolean open() {
            return mood.equals("bad");
        }

        public StepSection {
            blocks = List.copyOf(blocks);
            findings = List.copyOf(findings);
        }
    }

    /** A heading, a sentence, and a table where {@code columns} are not empty; folded blocks open on a click. */
    public record Block(String heading, String sentence, List<String> columns, List<Row> rows, boolean folded) {

        public Block {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    /** A row of a table; cells that hold a number are set to the right. */
    public record Row(List<Cell> cells) {

        public Row {
            cells = List.copyOf(cells);
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
