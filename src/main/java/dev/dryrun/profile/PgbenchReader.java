package dev.dryrun.profile;

import dev.dryrun.script.NamedSql;
import dev.dryrun.script.PgbenchPieces;
import dev.dryrun.script.PgbenchPieces.Piece;
import dev.dryrun.script.SourceText;
import dev.dryrun.script.TransactionControl;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a script of pgbench (PostgreSQL documentation, "pgbench", "Custom Scripts"). */
public final class PgbenchReader {

    private static final Pattern NAME = Pattern.compile(Interpolation.NAME);
    private static final Pattern SLEEP = Pattern.compile(
            "(?:(?<variable>:" + Interpolation.NAME + ")|(?<number>[+-]?\\d+))(?:\\s*(?<unit>us|ms|s))?",
            Pattern.CASE_INSENSITIVE);
    private static final String REFUSED =
            "use \\set, \\sleep, \\gset, \\aset, \\if, \\elif, \\else and \\endif only; see docs/load-profiles.md";
    private static final int MICROS_PER_SECOND = 1_000_000;
    private static final int MICROS_PER_MILLISECOND = 1_000;

    private final String file;
    private final DraftNotes notes;
    private final List<Piece> pieces;
    private final Set<String> known;
    private final Set<String> wanted = new HashSet<>();
    private final Deque<Level> levels = new ArrayDeque<>();
    private boolean open;

    /** What is read between {@code \if} and {@code \endif}, or outside of all. */
    private static final class Level {
        private final Optional<Origin> begun;
        private final List<Action.Branch.Way> ways = new ArrayList<>();
        private Optional<Expression> condition;
        private boolean inElse;
        private List<Action> actions = new ArrayList<>();

        Level(Optional<Origin> begun, Optional<Expression> condition) {
            this.begun = begun;
            this.condition = condition;
        }

        void endWay() {
            condition.ifPresent(when -> ways.add(new Action.Branch.Way(when, actions)));
            actions = new ArrayList<>();
        }
    }

    private PgbenchReader(SourceText source, Collection<String> variables, DraftNotes notes) {
        this.file = source.file();
        this.notes = notes;
        this.pieces = PgbenchPieces.of(source);
        this.known = new HashSet<>(variables);
        for (Automatic each : Automatic.values()) {
            known.add(each.variable);
        }
    }

    /** Variables that pgbench sets by itself. */
    private enum Automatic {
        SCALE("scale", new ValueSource.DatabaseScale()),
        CLIENT("client_id", new ValueSource.ClientNumber()),
        RANDOM_SEED("random_seed", ValueSource.OneOf.constant(Long.toString(Operation.DEFAULT_SEED))),
        DEFAULT_SEED("default_seed", ValueSource.OneOf.constant(Long.toString(Operation.DEFAULT_SEED)));

        private final String variable;
        private final ValueSource values;

        Automatic(String variable, ValueSource values) {
            this.variable = variable;
            this.values = values;
        }
    }

    /**
     * A profile of one script.
     *
     * @param variables given on the command line, as pgbench's {@code -D}
     * @throws dev.dryrun.plan.BadInput with file and line for what cannot be done
     */
    public static ProfileDraft read(SourceText source, Map<String, String> variables) {
        DraftNotes notes = new DraftNotes();
        List<Action> actions = new ArrayList<>();
        variables.forEach(
                (name, value) -> actions.add(new Action.Draw(List.of(name), ValueSource.OneOf.constant(value))));
        actions.addAll(read(source, variables.keySet(), notes));
        LoadQuery query = new LoadQuery(
                source.file(), SessionClass.APPLICATION.name(), false, 1, OptionalDouble.empty(), actions);
        notes.query(new Origin(source.file(), 1), query);
        LoadProfile profile = LoadProfile.of(source.file(), List.of(query), List.of());
        return new ProfileDraft(profile, notes.origins(), notes.interpolated(), Set.of());
    }

    /** The actions of a script, in which these variables have values already. */
    static List<Action> read(SourceText source, Collection<String> variables, DraftNotes notes) {
        return new PgbenchReader(source, variables, notes).read(Set.copyOf(variables));
    }

    private List<Action> read(Set<String> given) {
        levels.push(new Level(Optional.empty(), Optional.empty()));
        learnVariables();
        for (int i = 0; i < pieces.size(); i++) {
            if (pieces.get(i) instanceof Piece.Sql sql) {
                boolean kept =
                        i + 1 < pieces.size() && keeping(pieces.get(i + 1)).isPresent();
                add(statement(sql, kept ? keeping(pieces.get(i + 1)).get() : Action.Keeping.NOTHING));
                i += kept ? 1 : 0;
            } else {
                command((Piece.Command) pieces.get(i));
            }
        }
        Level last = levels.pop();
        last.begun.ifPresent(begun -> {
            throw begun.refuse("\\if without \\endif", "add \\endif");
        });
        if (last.actions.stream().flatMap(Action::statements).findAny().isEmpty()) {
            throw new Origin(file, 1).refuse("the script sends no statement", "add one");
        }
        if (open) {
            throw new Origin(file, pieces.get(pieces.size() - 1).line())
                    .refuse("the script leaves its transaction open", "end it with COMMIT or END");
        }
        List<Action> actions = new ArrayList<>();
        for (Automatic each : Automatic.values()) {
            if (wanted.contains(each.variable) && !given.contains(each.variable)) {
                actions.add(notes.at(new Origin(file, 1), new Action.Draw(List.of(each.variable), each.values)));
            }
        }
        actions.addAll(last.actions);
        return actions;
    }

    /** A variable may be set further down and used in the next branch, so all are known before any is used. */
    private void learnVariables() {
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Command command && command.name().equals("set")) {
                known.add(command.arguments().split("\\s", 2)[0]);
            }
        }
    }

    private boolean keepsRows() {
        return pieces.stream().anyMatch(piece -> keeping(piece).isPresent());
    }

    private static Optional<Action.Keeping> keeping(Piece piece) {
        if (piece instanceof Piece.Command command && command.name().equals("gset")) {
            return Optional.of(new Action.Keeping.OneRow(command.arguments().strip()));
        }
        if (piece instanceof Piece.Command command && command.name().equals("aset")) {
            return Optional.of(new Action.Keeping.LastRows(command.arguments().strip()));
        }
        return Optional.empty();
    }

    private void add(Action action) {
        levels.element().actions.add(action);
    }

    private Action statement(Piece.Sql piece, Action.Keeping keeping) {
        Origin at = new Origin(file, piece.line());
        NamedSql sql = NamedSql.of(piece.text());
        for (String name : sql.names()) {
            require(name, at);
        }
        wanted.addAll(sql.elsewhere());
        Action.Execute interpolated = new Action.Execute(NamedSql.doubled(piece.text()), List.of(), keeping, true);
        Action.Execute parametrised = new Action.Execute(sql.sql(), sql.names(), keeping, false);
        open = TransactionControl.isOpenAfter(piece.text(), open);
        if (sql.elsewhere().stream().anyMatch(known::contains)) {
            return notes.at(at, interpolated);
        }
        if (!sql.names().isEmpty()) {
            notes.without(parametrised, interpolated.sql());
            notes.at(at, interpolated);
        }
        return notes.at(at, parametrised);
    }

    private void require(String name, Origin at) {
        if (!known.contains(name) && !keepsRows()) {
            throw at.refuse(
                    "the script sets no variable " + name + NearName.question(name, known),
                    "set it with \\set, or give it with --set " + name + "=VALUE");
        }
        wanted.add(name);
    }

    private void command(Piece.Command command) {
        Origin at = new Origin(file, command.line());
        switch (command.name()) {
            case "set" -> add(set(command, at));
            case "sleep" -> add(sleep(command, at));
            case "if" -> levels.push(new Level(Optional.of(at), Optional.of(expression(command.arguments(), at))));
            case "elif" -> otherwise(at, Optional.of(expression(command.arguments(), at)));
            case "else" -> otherwise(at, Optional.empty());
            case "endif" -> endif(at);
            case "gset", "aset" ->
                throw at.refuse(
                        "\\" + command.name() + " follows no statement", "put it behind one, without a semicolon");
            case "shell", "setshell" ->
                throw at.refuse("\\" + command.name() + " is not supported: a load starts no programs", REFUSED);
            case "startpipeline", "syncpipeline", "endpipeline" ->
                throw at.refuse("\\" + command.name() + " is not supported: statements are sent one by one", REFUSED);
            case "setrandom" ->
                throw at.refuse("\\setrandom is no command of pgbench any more", "write \\set name random(1, 10)");
            default -> throw at.refuse("pgbench has no command \\" + command.name(), REFUSED);
        }
    }

    private Action set(Piece.Command command, Origin at) {
        String[] parts = command.arguments().split("\\s+", 2);
        if (parts.length < 2 || !NAME.matcher(parts[0]).matches()) {
            throw at.refuse("\\set needs a name and an expression", "write \\set id random(1, 1000)");
        }
        return notes.at(at, new Action.Draw(List.of(parts[0]), new ValueSource.Computed(expression(parts[1], at))));
    }

    private Expression expression(String text, Origin at) {
        try {
            Expression expression = Expression.parse(text);
            Mentions.in(expression).forEach(name -> require(name, at));
            return expression;
        } catch (ExpressionFault fault) {
            throw at.refuse("the expression cannot be read: " + fault.getMessage(), "mend the line");
        }
    }

    private Action sleep(Piece.Command command, Origin at) {
        Matcher match = SLEEP.matcher(command.arguments().strip());
        if (!match.matches()) {
            throw at.refuse("\\sleep needs a number or a variable, and us, ms or s", "write \\sleep 10 ms");
        }
        String unit = Optional.ofNullable(match.group("unit")).orElse("s").toLowerCase(Locale.ROOT);
        long micros = unit.equals("s") ? MICROS_PER_SECOND : unit.equals("ms") ? MICROS_PER_MILLISECOND : 1;
        Expression number =
                expression(Optional.ofNullable(match.group("variable")).orElse(match.group("number")), at);
        Expression time = new Expression.Call(
                Operation.MULTIPLY, List.of(number, new Expression.Constant(new Value.Whole(micros))));
        return new Action.Think(new ValueSource.Computed(time));
    }

    private void otherwise(Origin at, Optional<Expression> condition) {
        Level level = levels.element();
        if (level.begun.isEmpty() || level.inElse) {
            throw at.refuse(
                    level.inElse ? "a second \\else, or an \\elif behind it" : "there is no \\if before it",
                    "mend the branches");
        }
        level.endWay();
        level.inElse = condition.isEmpty();
        level.condition = condition.or(() -> Optional.of(new Expression.Constant(new Value.Truth(true))));
    }

    private void endif(Origin at) {
        Level level = levels.element();
        if (level.begun.isEmpty()) {
            throw at.refuse("\\endif without \\if", "take it out");
        }
        level.endWay();
        levels.pop();
        add(new Action.Branch(level.ways));
    }
}
