package dev.dryrun.cli;

import dev.dryrun.report.TerminalText;
import java.io.IOException;
import java.io.Writer;

/**
 * stderr: lines that stay, and on a terminal, below them, one that is drawn again and again. A line that is written
 * takes the place of the drawn one, so neither garbles the other.
 */
final class Screen extends Writer {

    private static final String UP = "\u001b[A";
    private static final String ERASE_TO_END = "\u001b[J";

    private final Writer out;
    private String drawn = "";
    private int width;
    private boolean midLine;
    private boolean ended;

    Screen(Writer out) {
        this.out = out;
    }

    @Override
    public synchronized void write(char[] characters, int offset, int length) throws IOException {
        if (length > 0) {
            erase();
            out.write(characters, offset, length);
            midLine = characters[offset + length - 1] != '\n';
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        out.flush();
    }

    @Override
    public synchronized void close() throws IOException {
        end();
        out.close();
    }

    /** Draws the line for a terminal of so many columns; it has to be shorter than that, or it would be two. */
    synchronized void draw(String line, int columns) {
        if (ended || midLine) {
            return;
        }
        try {
            width = columns;
            erase();
            out.write(line);
            out.flush();
            drawn = line;
        } catch (IOException e) {
            // Whoever looked on has gone.
            ended = true;
        }
    }

    /** Takes the drawn line away. */
    synchronized void clear() {
        try {
            erase();
            out.flush();
        } catch (IOException e) {
            ended = true;
        }
    }

    /** Nothing is drawn any more. */
    synchronized void end() {
        clear();
        ended = true;
    }

    private void erase() throws IOException {
        if (!drawn.isEmpty()) {
            // A terminal that has become narrower has wrapped the line.
            int columns = TerminalText.columns(TerminalText.withoutSequences(drawn));
            int rows = width > 0 ? Math.max(0, columns - 1) / width : 0;
            out.write("\r" + UP.repeat(rows) + ERASE_TO_END);
            drawn = "";
        }
    }
}
