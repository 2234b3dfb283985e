package dev.dryrun.script;

import java.nio.CharBuffer;

/** The rows of a {@code COPY … FROM STDIN}, kept where the script has them, because they may be most of it. */
public final class CopyRows {

    private final String source;
    private final int from;
    private final int to;

    CopyRows(String source, int from, int to) {
        this.source = source;
        this.from = from;
        this.to = to;
    }

    public static CopyRows of(String rows) {
        return new CopyRows(rows, 0, rows.length());
    }

    /** A view of the rows, to be read once. */
    public CharBuffer chars() {
        return CharBuffer.wrap(source, from, to);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CopyRows rows && chars().equals(rows.chars());
    }

    @Override
    public int hashCode() {
        return chars().hashCode();
    }

    @Override
    public String toString() {
        return chars().toString();
    }
}
