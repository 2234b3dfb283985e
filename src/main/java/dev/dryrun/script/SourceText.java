package dev.dryrun.script;

/** A migration file: its name as the user gave it, and its text. */
public record SourceText(String file, String text) {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    public SourceText {
        if (file.isBlank()) {
            throw new IllegalArgumentException("a migration file without a name");
        }
    }

    /** The text as psql reads it: without the byte order mark that some editors put in front. */
    String withoutByteOrderMark() {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /** This file with nothing but the characters from one offset up to another, on the lines that they had. */
    SourceText only(int from, int to) {
        String lines = "\n".repeat((int)
                text.substring(0, from).chars().filter(c -> c == '\n').count());
        return new SourceText(file, lines + text.substring(from, to));
    }
}
