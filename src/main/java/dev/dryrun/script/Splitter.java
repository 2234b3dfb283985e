package dev.dryrun.script;

import dev.dryrun.plan.BadInput;
import dev.dryrun.script.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Splits one file into its commands where psql would, and refuses what psql would wait for in vain. */
final class Splitter {

    private static final String COMMANDS_HINT =
            "a migration may use \\echo, \\timing, \\g, \\restrict and \\unrestrict;"
                    + " write the rest in SQL or leave it out";

    private final String text;
    private final Place place;
    private final Lexer lexer;
    private final Pending pending;
    private final Nesting nesting = new Nesting();
    private final List<Command> commands = new ArrayList<>();

    private Splitter(SourceText source) {
        this.text = source.withoutByteOrderMark();
        this.place = new Place(source.file(), text);
        this.lexer = new Lexer(text);
        this.pending = new Pending(text);
    }

    /** The commands of a file in order; its steps are numbered alike, because only the whole script can number them. */
    static List<Command> split(SourceText source) {
        return new Splitter(source).split();
    }

    private List<Command> split() {
        for (Token token = lexer.next(); !token.is(Kind.END); token = lexer.next()) {
            if (!token.closed()) {
                throw unterminated(token);
            }
            take(token);
        }
        nesting.stillOpen().ifPresent(open -> {
            throw unterminated(open);
        });
        endStatement(text.length());
        return commands;
    }

    private void take(Token token) {
        if (token.is(Kind.BACKSLASH)) {
            obey(PsqlCommand.read(text, token.start(), place), token.start());
        } else if (token.is(Kind.ESCAPED)) {
            takeEscaped(token);
        } else if (token.isSymbol(';') && nesting.atTop()) {
            endStatement(token.start());
        } else {
            nesting.take(token);
            pending.take(token);
        }
    }

    private void takeEscaped(Token token) {
        pending.takeEscaped(token);
        if (token.text().equals("\\;")) {
            nesting.beginStatement();
        }
    }

    private void obey(PsqlCommand command, int backslash) {
        lexer.resumeAt(command.end());
        switch (command.name()) {
            case "timing", "restrict", "unrestrict" -> pending.leaveOut(backslash, command.end());
            case "echo" -> {
                pending.leaveOut(backslash, command.end());
                commands.add(new Echo(place.file(), place.line(backslash), words(command.arguments())));
            }
            case "g", "gx" -> send(command, backslash);
            default -> throw place.refuse(backslash, "\\" + command.name() + " is not supported", COMMANDS_HINT);
        }
    }

    private static String words(List<String> arguments) {
        boolean sameLine = !arguments.isEmpty() && arguments.get(0).equals("-n");
        return String.join(" ", sameLine ? arguments.subList(1, arguments.size()) : arguments);
    }

    private void send(PsqlCommand command, int backslash) {
        String name = "\\" + command.name();
        if (!command.arguments().isEmpty()) {
            throw place.refuse(backslash, name + " with arguments is not supported", COMMANDS_HINT);
        }
        if (pending.isEmpty()) {
            throw place.refuse(
                    backslash,
                    name + " without a statement before it is not supported",
                    "to run a statement twice, write it twice");
        }
        endStatement(backslash);
    }

    private void endStatement(int end) {
        if (!pending.isEmpty()) {
            int start = pending.start();
            String sql = pending.textUpTo(end);
            Protocol protocol = pending.isJoined() ? group(sql, start) : single(sql);
            commands.add(new Step(1, place.file(), place.line(start), sql, StatementKind.of(sql, protocol), protocol));
        }
        pending.clear();
        nesting.reset();
    }

    private Protocol group(String sql, int start) {
        List<String> statements = Statements.in(sql);
        if (statements.size() < 2) {
            return single(sql);
        }
        if (statements.stream().anyMatch(InlineRows::follow)) {
            throw place.refuse(
                    start,
                    "COPY FROM STDIN among statements joined with \\; is not supported",
                    "end the statements with semicolons instead");
        }
        return new Protocol.SimpleGroup(statements.size());
    }

    private Protocol single(String sql) {
        if (!InlineRows.follow(sql)) {
            return new Protocol.Extended();
        }
        refuseRestOfLine(lexer.position());
        InlineRows rows = InlineRows.read(text, lexer.position());
        lexer.resumeAt(rows.end());
        return new Protocol.CopyIn(rows.data());
    }

    /** psql would run the rest of the line after the data, which no reader expects. */
    private void refuseRestOfLine(int offset) {
        int lineFeed = text.indexOf('\n', offset);
        String rest = text.substring(offset, lineFeed < 0 ? text.length() : lineFeed);
        if (!new Lexer(rest).next().is(Kind.END)) {
            throw place.refuse(
                    offset,
                    "more text follows COPY FROM STDIN on its line",
                    "move it to a line of its own, after the data's closing \\.");
        }
    }

    private BadInput unterminated(Token token) {
        return switch (token.kind()) {
            case COMMENT -> place.refuse(token.start(), "unterminated comment", "close it with */ (comments nest)");
            case STRING ->
                place.refuse(
                        token.start(), "unterminated quoted string", "close it with ' (inside it, write '' for ')");
            case QUOTED_IDENTIFIER -> place.refuse(token.start(), "unterminated quoted identifier", "close it with \"");
            case DOLLAR_STRING ->
                place.refuse(token.start(), "unterminated dollar-quoted string", "close it with the tag that opens it");
            case WORD ->
                place.refuse(
                        token.start(), "BEGIN without END in a function body", "close the BEGIN ATOMIC body with END");
            default -> place.refuse(token.start(), "unterminated parenthesis", "close it with )");
        };
    }
}
