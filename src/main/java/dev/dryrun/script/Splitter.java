package dev.dryrun.script;

import dev.dryrun.plan.BadInput;
import dev.dryrun.script.Instruction.Condition;
import dev.dryrun.script.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Splits one file into its instructions where psql would, and refuses what psql would wait for in vain. */
final class Splitter {

    /** psql sends no COPY there, and takes the end mark of the rows for a command that it does not know. */
    static final String ROWS_UNTAKEN = "COPY FROM STDIN in a branch that is not taken is an error in psql";

    private final String text;
    private final Place place;
    private final Reading reading;
    private final CommandReader commands;
    private final Lexer lexer;
    private final Pending pending;
    private final Nesting nesting = new Nesting();
    private final Deque<Integer> openIfs = new ArrayDeque<>();
    private final Deque<Boolean> inElse = new ArrayDeque<>();
    private boolean left;

    Splitter(SourceText source, Reading reading) {
        this.text = source.withoutByteOrderMark();
        this.place = new Place(source.file(), text);
        this.reading = reading;
        this.commands = new CommandReader(text, place, reading);
        this.lexer = new Lexer(text);
        this.pending = new Pending(text, reading.isOfPsql());
    }

    /** Reads to the end of the file, or to the {@code \q} that ends it for certain. */
    void read() {
        for (Token token = lexer.next(); !token.is(Kind.END) && !left; token = lexer.next()) {
            if (!token.closed()) {
                throw unterminated(token);
            }
            take(token);
        }
        if (!left) {
            end();
        }
    }

    private void end() {
        nesting.stillOpen().ifPresent(open -> {
            throw unterminated(open);
        });
        if (!openIfs.isEmpty()) {
            throw place.refuse(openIfs.peek(), "\\if without \\endif", "write \\endif in the same file");
        }
        endStatement(text.length(), Ending.SHOWN);
    }

    private void take(Token token) {
        if (token.is(Kind.BACKSLASH)) {
            PsqlCommand command = PsqlCommand.read(text, token.start(), place, reading.obeyed());
            lexer.resumeAt(command.end());
            obey(command, token.start());
        } else if (!reading.obeyed()) {
            return;
        } else if (token.is(Kind.ESCAPED)) {
            takeEscaped(token);
        } else if (token.isSymbol(';') && nesting.atTop()) {
            endStatement(token.start(), Ending.SHOWN);
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
        switch (command.name()) {
            case "if", "elif", "else", "endif" -> branch(command, backslash);
            default -> {
                if (reading.obeyed()) {
                    obeyHere(command, backslash);
                } else if (command.name().equals(".")) {
                    throw place.refuse(
                            backslash, ROWS_UNTAKEN, "put the COPY into a file of its own, and include it with \\ir");
                }
            }
        }
    }

    private void obeyHere(PsqlCommand command, int backslash) {
        switch (command.name()) {
            case "g", "gx", "gset", "gexec" -> send(command, backslash);
            case "q", "quit" -> leave(backslash);
            default -> {
                if (pending.hasVariables() && CommandReader.mayChangeVariables(command.name())) {
                    throw place.refuse(
                            backslash,
                            "\\" + command.name() + " inside a statement with variables is not supported",
                            "end the statement before it with a semicolon");
                }
                pending.leaveOut(backslash, command.end());
                commands.obey(command, backslash);
            }
        }
    }

    private void leave(int backslash) {
        endStatement(backslash, Ending.SHOWN);
        left = !reading.undecided();
        reading.add(new Instruction.Leaving());
    }

    private void branch(PsqlCommand command, int backslash) {
        if (reading.obeyed() && !pending.isEmpty()) {
            throw place.refuse(
                    backslash,
                    "\\" + command.name() + " inside a statement is not supported",
                    "end the statement before it with a semicolon");
        }
        Condition.Kind kind = Condition.Kind.valueOf(command.name().toUpperCase(java.util.Locale.ROOT));
        if (kind == Condition.Kind.IF) {
            openIfs.push(backslash);
            inElse.push(false);
        } else {
            requireOpenIf(kind, backslash);
        }
        reading.add(new Condition(kind, command.arguments()));
    }

    private void requireOpenIf(Condition.Kind kind, int backslash) {
        String name = "\\" + kind.name().toLowerCase(java.util.Locale.ROOT);
        if (openIfs.isEmpty()) {
            throw place.refuse(backslash, name + " without \\if", "write \\if before it, in the same file");
        }
        if (kind == Condition.Kind.ENDIF) {
            openIfs.pop();
            inElse.pop();
        } else if (inElse.peek()) {
            throw place.refuse(backslash, name + " after \\else", "end the branches with \\endif");
        } else if (kind == Condition.Kind.ELSE) {
            inElse.pop();
            inElse.push(true);
        }
    }

    private void send(PsqlCommand command, int backslash) {
        String name = "\\" + command.name();
        if (pending.isEmpty()) {
            throw place.refuse(
                    backslash,
                    name + " without a statement before it is not supported",
                    "to run a statement twice, write it twice");
        }
        Ending ending = commands.ending(command, backslash);
        if (ending != Ending.SHOWN && pending.isJoined()) {
            throw place.refuse(
                    backslash,
                    name + " after statements joined with \\; is not supported",
                    "end the statements before the last with semicolons");
        }
        endStatement(backslash, ending);
    }

    private void endStatement(int end, Ending ending) {
        if (!pending.isEmpty()) {
            Template statement = pending.upTo(end);
            boolean joined = pending.isJoined();
            Ending whole = fed(statement, joined, ending);
            reading.add(new Instruction.Statement(place, statement, joined, whole));
        }
        pending.clear();
        nesting.reset();
    }

    /** The rows that follow COPY FROM STDIN belong to it. */
    private Ending fed(Template statement, boolean joined, Ending ending) {
        if (joined) {
            refuseCopyAmong(Statements.in(statement.raw()));
            return ending;
        }
        if (!new Lexer(text.substring(statement.from(), Math.min(statement.to(), statement.from() + 5)))
                        .next()
                        .isWord("copy")
                || !InlineRows.follow(statement.raw())) {
            return ending;
        }
        refuseRestOfLine(lexer.position());
        InlineRows rows = InlineRows.read(text, lexer.position());
        lexer.resumeAt(rows.end());
        return new Ending.Fed(rows.rows());
    }

    private void refuseCopyAmong(List<String> statements) {
        if (statements.size() > 1 && statements.stream().anyMatch(InlineRows::follow)) {
            throw place.refuse(
                    pending.start(),
                    "COPY FROM STDIN among statements joined with \\; is not supported",
                    "end the statements with semicolons instead");
        }
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
