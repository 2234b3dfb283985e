package dev.dryrun.script;

/**
 * A variable of psql where its value is wanted: {@code :v} as it is, {@code :'v'} as a string of SQL, {@code :"v"} as an
 * identifier, and {@code :{?v}} for whether it is set at all.
 */
record Reference(Form form, String name) {

    /** What becomes of the value. */
    enum Form {
        PLAIN,
        LITERAL,
        IDENTIFIER,
        TEST
    }

    /** The offset behind the reference that a colon begins, or {@link Quotes#MISSING} where it begins none. */
    static int end(String text, int colon) {
        int from = colon + 1;
        if (text.startsWith("{?", from)) {
            return closed(text, from + 2, '}');
        }
        if (text.startsWith("'", from) || text.startsWith("\"", from)) {
            return closed(text, from + 1, text.charAt(from));
        }
        int end = endOfName(text, from);
        return end > from ? end : Quotes.MISSING;
    }

    private static int closed(String text, int from, char close) {
        int end = endOfName(text, from);
        return end > from && end < text.length() && text.charAt(end) == close ? end + 1 : Quotes.MISSING;
    }

    private static int endOfName(String text, int from) {
        int end = from;
        while (end < text.length() && isOfName(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isOfName(char c) {
        return Lexer.startsIdentifier(c) || c >= '0' && c <= '9';
    }

    /** Whether psql takes it for the name of a variable. */
    static boolean isName(String name) {
        return !name.isEmpty() && endOfName(name, 0) == name.length();
    }

    /** Reads what {@link #end} has found. */
    static Reference of(String raw) {
        return switch (raw.charAt(1)) {
            case '\'' -> new Reference(Form.LITERAL, raw.substring(2, raw.length() - 1));
            case '"' -> new Reference(Form.IDENTIFIER, raw.substring(2, raw.length() - 1));
            case '{' -> new Reference(Form.TEST, raw.substring(3, raw.length() - 1));
            default -> new Reference(Form.PLAIN, raw.substring(1));
        };
    }

    /** The value in this form. Follows PQescapeLiteral and PQescapeIdentifier. */
    String written(String value) {
        return switch (form) {
            case PLAIN -> value;
            case LITERAL -> literal(value);
            case IDENTIFIER -> '"' + value.replace("\"", "\"\"") + '"';
            case TEST -> "TRUE";
        };
    }

    private static String literal(String value) {
        String quoted = "'" + value.replace("'", "''") + "'";
        return value.indexOf('\\') < 0 ? quoted : " E" + quoted.replace("\\", "\\\\");
    }
}
