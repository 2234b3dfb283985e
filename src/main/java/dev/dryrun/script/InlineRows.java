package dev.dryrun.script;

import java.util.Set;

/** The lines behind {@code COPY … FROM STDIN}: what goes to the server, and the offset at which SQL goes on. */
record InlineRows(CopyRows rows, int end) {

    /** psql takes nothing else for the end: with more on its line, or without its line end, it is a row to the server. */
    private static final Set<String> END_MARKS = Set.of("\\.\n", "\\.\r\n");

    private static final int LONGEST_END_MARK = 4;

    /** Whether a statement, from its first token on, takes its rows from the script. */
    static boolean follow(String sql) {
        Lexer lexer = new Lexer(sql);
        if (!lexer.next().isWord("copy")) {
            return false;
        }
        Nesting nesting = new Nesting();
        for (Token token = lexer.next(); !token.is(Token.Kind.END); token = lexer.next()) {
            nesting.take(token);
            if (nesting.atTop() && token.isWord("from")) {
                Token source = lexer.next();
                // Postgres takes FROM STDOUT for FROM STDIN.
                return source.isWord("stdin") || source.isWord("stdout");
            }
        }
        return false;
    }

    /** Reads the lines after the one that {@code offset} lies in, up to {@code \.} or, as psql does, the file's end. */
    static InlineRows read(String text, int offset) {
        int start = nextLine(text, offset);
        int at = start;
        while (at < text.length()) {
            int next = nextLine(text, at);
            if (next - at <= LONGEST_END_MARK && END_MARKS.contains(text.substring(at, next))) {
                return new InlineRows(new CopyRows(text, start, at), next);
            }
            at = next;
        }
        return new InlineRows(new CopyRows(text, start, text.length()), text.length());
    }

    private static int nextLine(String text, int offset) {
        int lineFeed = text.indexOf('\n', offset);
        return lineFeed < 0 ? text.length() : lineFeed + 1;
    }
}
