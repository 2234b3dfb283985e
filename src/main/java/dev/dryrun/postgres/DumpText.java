package dev.dryrun.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The text of a plain dump as it is read through: an editor sees each line outside the rows of COPY and may write
 * another one in its place. Lines stay lines, so that their numbers hold.
 */
final class DumpText extends InputStream {

    /** Sees the lines in ISO 8859-1, which keeps every byte; of an overlong one only the beginning, as {@code inCode} false. */
    interface LineEditor {

        /**
         * The line to pass on; without its line end.
         *
         * @param inCode whether the line begins outside quotations and comments
         */
        String edit(String line, boolean inCode);
    }

    private static final int BUFFER = 1 << 18;
    private static final int LONGEST_LINE = 1 << 16;

    private final InputStream source;
    private final LineEditor editor;
    private final DumpLexer lexer = new DumpLexer();
    private final byte[] in = new byte[BUFFER];
    private ByteBuffer ready = ByteBuffer.allocate(0);
    private int at;
    private int limit;
    private boolean ended;
    private boolean inRows;
    private boolean midLine;
    private boolean copyBegun;

    DumpText(InputStream source, LineEditor editor) {
        this.source = source;
        this.editor = editor;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int done = 0;
        while (done < length && (ready.hasRemaining() || next())) {
            int count = Math.min(length - done, ready.remaining());
            ready.get(into, offset + done, count);
            done += count;
        }
        return done == 0 && length > 0 ? -1 : done;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    /** Makes the next stretch ready; false at the end. */
    private boolean next() throws IOException {
        if (at == limit && !fill()) {
            return false;
        }
        if (midLine) {
            restOfLine();
        } else if (inRows) {
            rows();
        } else {
            line();
        }
        return true;
    }

    private void restOfLine() {
        int end = lineEnd(at);
        midLine = end < 0;
        int to = midLine ? limit : end;
        if (!inRows) {
            lexer.accept(in, at, to);
        }
        pass(to);
    }

    /** Whole rows, as many as are here, up to the line {@code \.} that ends them. */
    private void rows() throws IOException {
        int from = at;
        while (inRows && from < limit) {
            int end = lineEnd(from);
            if (end < 0) {
                break;
            }
            inRows = !(in[from] == '\\' && in[from + 1] == '.' && in[from + 2] <= '\r');
            from = end;
        }
        if (from > at) {
            pass(from);
        } else if (limit - at < LONGEST_LINE && fill()) {
            rows();
        } else {
            midLine = true;
            pass(limit);
        }
    }

    private void line() throws IOException {
        int end = lineEnd(at);
        if (end < 0 && limit - at < LONGEST_LINE && fill()) {
            line();
            return;
        }
        boolean whole = end > 0 && end - at <= LONGEST_LINE || end < 0 && ended;
        int to = end < 0 ? limit : end;
        if (whole) {
            wholeLine(to);
        } else {
            midLine = end < 0;
            editor.edit(new String(in, at, Math.min(to - at, LONGEST_LINE), StandardCharsets.ISO_8859_1), false);
            lexer.accept(in, at, to);
            pass(to);
        }
    }

    private void wholeLine(int to) {
        String line = text(to);
        boolean inCode = lexer.inCode();
        String edited = editor.edit(line, inCode);
        if (!(inCode && line.startsWith("\\"))) {
            // A command of psql has quotations of its own.
            lexer.accept(in, at, to);
        }
        copyBegun |= inCode && line.startsWith("COPY ");
        if (copyBegun && lexer.inCode() && line.endsWith(";")) {
            inRows = line.endsWith(" FROM stdin;");
            copyBegun = false;
        }
        if (edited.equals(line)) {
            pass(to);
        } else {
            int textEnd = at + line.length();
            byte[] lineEnd = java.util.Arrays.copyOfRange(in, textEnd, to);
            at = to;
            ready = ByteBuffer.wrap(
                    (edited + new String(lineEnd, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private String text(int to) {
        int end = to;
        while (end > at && (in[end - 1] == '\n' || in[end - 1] == '\r')) {
            end--;
        }
        return new String(in, at, end - at, StandardCharsets.ISO_8859_1);
    }

    private void pass(int to) {
        ready = ByteBuffer.wrap(in, at, to - at);
        at = to;
    }

    /** The place behind the line's end, or -1 where it is not here yet. */
    private int lineEnd(int from) {
        for (int look = from; look < limit; look++) {
            if (in[look] == '\n') {
                return look + 1;
            }
        }
        return -1;
    }

    /** Gets more of the source behind what is here; false at its end. Nothing may be {@link #ready} from before. */
    private boolean fill() throws IOException {
        System.arraycopy(in, at, in, 0, limit - at);
        limit -= at;
        at = 0;
        int read = ended ? -1 : source.readNBytes(in, limit, in.length - limit);
        ended |= read < in.length - limit;
        limit += Math.max(read, 0);
        return read > 0;
    }
}
