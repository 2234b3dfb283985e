package dev.dryrun.script;

/** The lines behind {@code COPY … FROM STDIN}: what goes to the server, and the offset at which SQL goes on. */
record InlineRows(String data, int end) {

    private static final String END_MARK = "\\.";

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
            if (text.startsWith(END_MARK, at)
                    && text.substring(at, next).strip().equals(END_MARK)) {
                return new InlineRows(text.substring(start, at), next);
            }
            at = next;
        }
        String data = text.substring(start);
        return new InlineRows(data.isEmpty() || data.endsWith("\n") ? data : data + "\n", text.length());
    }

    private static int nextLine(String text, int offset) {
        int lineFeed = text.indexOf('\n', offset);
        return lineFeed < 0 ? text.length() : lineFeed + 1;
    }
}
