package dev.dryrun.script;

/**
 * One lexical unit of SQL that is neither white space nor a comment: {@code source} from {@code start} up to but not
 * including {@code end}. A unit (or comment) whose end is missing reaches to the end of the source and is not closed.
 */
record Token(Kind kind, String source, int start, int end, boolean closed) {

    /** What a token is, as far as splitting and naming need to know. */
    enum Kind {
        /** A keyword or an identifier without quotes. */
        WORD,
        QUOTED_IDENTIFIER,
        STRING,
        DOLLAR_STRING,
        NUMBER,
        /** One character of punctuation or of an operator, or a parameter such as {@code $1}. */
        SYMBOL,
        /** A variable of psql, as {@link Reference} describes. */
        VARIABLE,
        /** {@code \;} or {@code \:}, by which psql takes the character into the statement. */
        ESCAPED,
        /** The start of a psql command. */
        BACKSLASH,
        /** Returned only when it is not closed. */
        COMMENT,
        END
    }

    String text() {
        return source.substring(start, end);
    }

    boolean is(Kind expected) {
        return kind == expected;
    }

    boolean isSymbol(char symbol) {
        return kind == Kind.SYMBOL && source.charAt(start) == symbol;
    }

    boolean isWord(String word) {
        return kind == Kind.WORD
                && end - start == word.length()
                && source.regionMatches(true, start, word, 0, word.length());
    }
}
