package dev.dryrun.script;

import java.util.ArrayList;
import java.util.List;

/**
 * A psql command in a script, such as {@code \echo 'half way'}: its name, its arguments, and the offset at which the
 * script goes on. A command ends with its line, or before the next backslash; a double backslash leads back to SQL.
 */
record PsqlCommand(String name, List<String> arguments, int end) {

    PsqlCommand {
        arguments = List.copyOf(arguments);
    }

    static PsqlCommand read(String text, int backslash, Place place) {
        return new Reader(text, backslash, place).read();
    }

    /** Follows {@code psqlscanslash.l}: single quotes are taken away, double quotes stay. */
    private static final class Reader {

        private final String text;
        private final int start;
        private final Place place;
        private final int endOfLine;
        private int position;

        Reader(String text, int backslash, Place place) {
            this.text = text;
            this.start = backslash;
            this.place = place;
            int lineFeed = text.indexOf('\n', backslash);
            this.endOfLine = lineFeed < 0 ? text.length() : lineFeed;
            this.position = backslash + 1;
        }

        PsqlCommand read() {
            String name = name();
            List<String> arguments = new ArrayList<>();
            for (skipSpace(); hasArgument(); skipSpace()) {
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

        private String argument() {
            StringBuilder argument = new StringBuilder();
            while (hasArgument() && !Lexer.isSpace(text.charAt(position))) {
                char c = text.charAt(position++);
                switch (c) {
                    case '\'' -> unquote(argument);
                    case '"' -> copyDoubleQuoted(argument);
                    case '`' ->
                        throw place.refuse(
                                start, "a command in backquotes is not supported", "write its output instead");
                    default -> argument.append(c);
                }
            }
            return argument.toString();
        }

        private void unquote(StringBuilder argument) {
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
            argument.append('"');
            for (char c = quoted(); c != '"'; c = quoted()) {
                argument.append(c);
            }
            argument.append('"');
        }

        private char quoted() {
            if (position >= endOfLine) {
                throw place.refuse(start, "unterminated quoted string", "close the quote on the same line");
            }
            return text.charAt(position++);
        }

        private void skipSpace() {
            while (position < endOfLine && Lexer.isSpace(text.charAt(position))) {
                position++;
            }
        }

        private boolean hasArgument() {
            return position < endOfLine && text.charAt(position) != '\\';
        }

        private static char unescaped(char escaped) {
            return switch (escaped) {
                case 'n' -> '\n';
                case 't' -> '\t';
                case 'b' -> '\b';
                case 'r' -> '\r';
                case 'f' -> '\f';
                default -> escaped;
            };
        }
    }
}
