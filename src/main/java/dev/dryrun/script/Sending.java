package dev.dryrun.script;

import dev.dryrun.script.Instruction.Statement;
import dev.dryrun.script.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the steps that a statement of the script becomes once its variables have values. They are not numbered yet. */
final class Sending {

    private static final String REWRITE = "write into the script what the variable holds";

    private final Statement statement;
    private final Expansion expansion;
    private final List<Command> commands = new ArrayList<>();

    private Sending(Statement statement, Expansion expansion) {
        this.statement = statement;
        this.expansion = expansion;
    }

    /** Usually one; several where a value holds semicolons. Where a value is not known the text is as written. */
    static List<Command> of(Statement statement, Variables variables) {
        Place place = statement.place();
        if (statement.text().hasVariables()) {
            Optional<Expansion> expansion = Expansion.of(statement.text(), variables);
            if (expansion.isPresent()) {
                return new Sending(statement, expansion.get()).split();
            }
        }
        String sql = statement.text().raw();
        return List.of(checked(step(place.file(), statement.line(), sql, protocol(statement, sql))));
    }

    /** COPY FROM STDIN where a branch is not taken. */
    static Command untaken(Statement statement) {
        String sql = statement.text().raw();
        Step step = step(statement.place().file(), statement.line(), sql, new Protocol.Extended());
        return new Refusal(step, Splitter.ROWS_UNTAKEN, "put the COPY into a file of its own");
    }

    /** A statement that {@code \gexec} runs; empty where the field holds none. */
    static Optional<Command> produced(String field, Ending.Executed by) {
        List<String> statements = Statements.in(field);
        if (statements.isEmpty()) {
            return Optional.empty();
        }
        String sql = field.substring(new Lexer(field).next().start()).stripTrailing();
        String text = statements.size() == 1 ? statements.get(0).stripTrailing() : sql;
        Protocol protocol =
                statements.size() == 1 ? new Protocol.Extended() : new Protocol.SimpleGroup(statements.size());
        Step step = step(by.place().file(), by.line(), text, protocol);
        return Optional.of(
                statements.stream().anyMatch(InlineRows::follow)
                        ? new Refusal(step, "COPY FROM STDIN by \\gexec has no rows", "write COPY into the script")
                        : checked(step));
    }

    private List<Command> split() {
        String sql = expansion.text();
        Nesting nesting = new Nesting();
        Lexer lexer = new Lexer(sql);
        int start = -1;
        boolean joined = false;
        for (Token token = lexer.next(); !token.is(Kind.END); token = lexer.next()) {
            if (!token.closed() || token.is(Kind.BACKSLASH) || token.is(Kind.ESCAPED)) {
                return unsplit(token.closed() ? "holds a command of psql" : "opens a quote and does not close it");
            }
            boolean separator = token.isSymbol(';') && nesting.atTop();
            if (separator && expansion.isValue(token.start())) {
                add(sql, start, token.start(), joined);
                start = -1;
                joined = false;
                nesting.reset();
            } else {
                joined |= separator && start >= 0;
                nesting.take(token);
                start = start < 0 && !separator ? token.start() : start;
            }
        }
        if (nesting.stillOpen().isPresent()) {
            return unsplit("opens a parenthesis and does not close it");
        }
        add(sql, start, sql.length(), joined);
        return commands;
    }

    private List<Command> unsplit(String what) {
        Step step = step(statement.place().file(), statement.line(), expansion.text(), new Protocol.Extended());
        return List.of(new Refusal(step, "the value of a variable in this statement " + what, REWRITE));
    }

    private void add(String text, int start, int end, boolean joined) {
        if (start < 0) {
            return;
        }
        String sql = text.substring(start, end).stripTrailing();
        int statements = joined ? Statements.in(sql).size() : 1;
        boolean last = end == text.length();
        Protocol protocol = statements > 1 ? new Protocol.SimpleGroup(statements) : new Protocol.Extended();
        boolean fed = last && statement.ending() instanceof Ending.Fed;
        if (fed) {
            protocol = protocol(statement, sql);
        }
        Step step = step(statement.place().file(), statement.place().line(expansion.sourceOf(start)), sql, protocol);
        boolean follows = statements == 1
                ? InlineRows.follow(sql)
                : Statements.in(sql).stream().anyMatch(InlineRows::follow);
        commands.add(
                follows == fed
                        ? checked(step)
                        : new Refusal(step, "the value of a variable makes this statement COPY FROM STDIN", REWRITE));
    }

    private static Protocol protocol(Statement statement, String sql) {
        if (statement.ending() instanceof Ending.Fed fed) {
            return new Protocol.CopyIn(fed.rows());
        }
        int statements = statement.joined() ? Statements.in(sql).size() : 1;
        return statements > 1 ? new Protocol.SimpleGroup(statements) : new Protocol.Extended();
    }

    private static Step step(String file, int line, String sql, Protocol protocol) {
        return new Step(1, file, line, sql, StatementKind.of(sql, protocol), protocol);
    }

    private static Command checked(Step step) {
        Optional<StatementRefusal> refusal =
                StatementRefusal.of(step.sql(), step.protocol() instanceof Protocol.SimpleGroup);
        return refusal.isPresent()
                ? new Refusal(step, refusal.get().reason(), refusal.get().hint())
                : step;
    }
}
