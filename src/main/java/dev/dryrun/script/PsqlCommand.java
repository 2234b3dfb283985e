package dev.dryrun.script;

import dev.dryrun.plan.BadInput;
import dev.dryrun.script.Template.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A psql command in a script, such as {@code \echo 'half way'}: its name, its arguments, and the offset at which the
 * script goes on. A command ends with its line, or before the next backslash; a double backslash leads back to SQL.
 */
record PsqlCommand(String name, List<Template> arguments, int end) {

    /** They take the rest of their line as it is. */
    private static final Set<String> OF_WHOLE_LINES =
            Set.of("!", "copy", "ef", "ev", "h", "help", "sf", "sf+", "sv", "sv+");

    /** They do so where their argument begins with a bar, which makes it a command of the shell. */
    private static final Set<String> MAY_PIPE = Set.of("g", "gx", "o", "out", "w", "write");

    PsqlCommand {
        arguments = List.copyOf(arguments);
    }

    /** Reads a command; {@code obeyed} is false in a branch that is not taken, where psql runs nothing in backquotes. */
    static PsqlCommand read(String text, int backslash, Place place, boolean obeyed) {
        return new Reader(text, backslash, place, obeyed).read();
    }

    /** Follows {@code psqlscanslash.l}: single quotes are taken away, double quotes stay. */
    private static final class Reader {

        private final String text;
        private final int start;
        private final Place place;
        private final boolean obeyed;
        private final int endOfLine;
        private int position;

        Reader(String text, int backslash, Place place, boolean obeyed) {
            this.text = text;
            this.start = backslash;
            this.place = place;
            this.obeyed = obeyed;
            int lineFeed = text.indexOf('\n', backslash);
            this.endOfLine = lineFeed < 0 ? text.length() : lineFeed;
            this.position = backslash + 1;
        }

        PsqlCommand read() {
            String name = name();
            List<Template> arguments = new ArrayList<>();
            skipSpace();
            if (OF_WHOLE_LINES.contains(name) || MAY_PIPE.contains(name) && text.startsWith("|", position)) {
                arguments.add(Template.verbatim(text.substring(position, endOfLine)));
                return new PsqlCommand(name, arguments, endOfLine);
            }
            for (; hasArgument(); skipSpace()) {
                arguments.add(argument());
            }
            boolean backToSql = text.startsWith("\\\\", position);
            return new PsqlCommand(name, arguments, backToSql ? position + 2 : position);
        }

        private String name() {
            int from = position;
            while (hasArgument() && !Lexer.isSpace(text.charAt(position))) {
                position++;
            }
            return text.substring(from, position);
        }

        private Template argument() {
            StringBuilder argument = new StringBuilder();
            List<Mark> marks = new ArrayList<>();
            while (hasArgument() && !Lexer.isSpace(text.charAt(position))) {
                switch (text.charAt(position)) {
                    case '\'' -> unquote(argument);
                    case '"' -> copyDoubleQuoted(argument);
                    case '`' -> skipBackquoted();
                    case ':' -> takeColon(argument, marks);
                    default -> argument.append(text.charAt(position++));
                }
            }
            return new Template(argument.toString(), 0, argument.length(), marks);
        }

        private void takeColon(StringBuilder argument, List<Mark> marks) {
            int end = Reference.end(text, position);
            if (end == Quotes.MISSING) {
                argument.append(text.charAt(position++));
                return;
            }
            int from = argument.length();
            argument.append(text, position, end);
            marks.add(new Mark(from, argument.length(), true));
            position = end;
        }

        private void unquote(StringBuilder argument) {
            position++;
            for (char c = quoted(); c != '\'' || text.startsWith("'", position); c = quoted()) {
                if (c == '\\') {
                    argument.append(unescaped(quoted()));
                } else {
                    argument.append(c);
                    position += c == '\'' ? 1 : 0;
                }
            }
        }

        private void copyDoubleQuoted(StringBuilder argument) {
            int from = position++;
            while (quoted() != '"') {
                // Escapes count for nothing in double quotes.
                continue;
            }
            argument.append(text, from, position);
        }

        private void skipBackquoted() {
            if (obeyed) {
                throw place.refuse(
                        start,
                        "a command in backquotes is not supported: a dry run runs no programs",
                        "write its output instead, or give it with --set name=value");
            }
            position++;
            while (quoted() != '`') {
                continue;
            }
        }

        private char quoted() {
            if (position >= endOfLine) {
                throw unterminated();
            }
            return text.charAt(position++);
        }

        private BadInput unterminated() {
            return place.refuse(start, "unterminated quoted string", "close the quote on the same line");
        }

        private void skipSpace() {
            while (position < endOfLine && Lexer.isSpace(text.charAt(position))) {
                position++;
            }
        }

        private boolean hasArgument() {
            return position < endOfLine && text.charAt(position) != '\\';
        }

        private char unescaped(char escaped) {
            return switch (escaped) {
                case 'n' -> '\n';
                case 't' -> '\t';
                case 'b' -> '\b';
                case 'r' -> '\r';
                case 'f' -> '\f';
                case '0', '1', '2', '3', '4', '5', '6', '7' -> code(position - 1, 3, 8);
                case 'x' -> Character.digit(next(), 16) < 0 ? 'x' : code(position, 2, 16);
                default -> escaped;
            };
        }

        private char next() {
            return position < endOfLine ? text.charAt(position) : ' ';
        }

        private char code(int from, int mostDigits, int radix) {
            int code = 0;
            position = from;
            while (position < from + mostDigits && Character.digit(next(), radix) >= 0) {
                code = code * radix + Character.digit(text.charAt(position++), radix);
            }
            if (code == 0 || code > 0x7f) {
                throw place.refuse(start, "an escape for a byte outside ASCII is not supported", "write the character");
            }
            return (char) code;
        }
    }
}
