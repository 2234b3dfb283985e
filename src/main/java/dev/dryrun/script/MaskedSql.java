package dev.dryrun.script;

import dev.dryrun.script.Token.Kind;

/**
 * A statement of somebody else without the values in it: what may be shown of {@code pg_stat_activity} and of the server's
 * log. Names stay; strings, numbers and comments do not. It may have been cut off anywhere behind its start, as
 * {@code track_activity_query_size} does: in doubt more is masked.
 */
public final class MaskedSql {

    private static final String VALUE = "'…'";
    private static final String REST = "…";

    private final String sql;
    private final Lexer lexer;
    private final StringBuilder masked = new StringBuilder();

    private MaskedSql(String sql) {
        this.sql = sql;
        this.lexer = new Lexer(sql);
    }

    public static String of(String sql) {
        return new MaskedSql(sql).masked();
    }

    private String masked() {
        int end = 0;
        for (Token token = lexer.next(); !token.is(Kind.END); token = lexer.next()) {
            gap(end, token.start());
            if (!token.closed() || isAmbiguous(token)) {
                return masked.append(REST).toString();
            }
            masked.append(shown(token));
            end = token.end();
        }
        gap(end, sql.length());
        return masked.toString().strip();
    }

    /** What is between two tokens: the white space as it is, or one space for a comment. */
    private void gap(int from, int to) {
        String text = sql.substring(from, to);
        masked.append(text.isBlank() ? text : " ");
    }

    /**
     * A quotation mark behind a backslash ends the string or not, alone or with the next one, by the session's
     * standard_conforming_strings; and what
     * psql takes for its own (a backslash, a variable) is not what the server read.
     */
    private static boolean isAmbiguous(Token token) {
        return switch (token.kind()) {
            case STRING ->
                !"eE".contains(token.text().substring(0, 1)) && token.text().contains("\\'");
            case BACKSLASH, ESCAPED, COMMENT -> true;
            case VARIABLE -> token.text().indexOf('\'') >= 0 || token.text().indexOf('"') >= 0;
            default -> false;
        };
    }

    private static String shown(Token token) {
        return switch (token.kind()) {
            case STRING, DOLLAR_STRING -> VALUE;
            case NUMBER -> "?";
            // The upper bound of a slice looks like a variable of psql.
            case VARIABLE -> Character.isDigit(token.text().charAt(1)) ? ":?" : token.text();
            default -> token.text();
        };
    }
}
