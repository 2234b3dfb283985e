package dev.dryrun.postgres;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts bytes into lines of UTF-8 text. Of a line beyond the limit only the beginning is kept, so that rows of any width fit. */
final class LineSplitter {

    private static final int LONGEST_LINE = 1 << 20;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Consumer<String> lines;
    private final int longest;

    LineSplitter(Consumer<String> lines) {
        this(lines, LONGEST_LINE);
    }

    LineSplitter(Consumer<String> lines, int longest) {
        this.lines = lines;
        this.longest = longest;
    }

    void add(byte[] bytes, int length) {
        int from = 0;
        for (int at = 0; at < length; at++) {
            if (bytes[at] == '\n') {
                keep(bytes, from, at);
                emit();
                from = at + 1;
            }
        }
        keep(bytes, from, length);
    }

    /** Gives out a last line that has no line end. */
    void end() {
        if (line.size() > 0) {
            emit();
        }
    }

    void addAll(InputStream in) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            add(buffer, read);
        }
        end();
    }

    private void keep(byte[] bytes, int from, int to) {
        line.write(bytes, from, Math.min(to - from, longest - line.size()));
    }

    private void emit() {
        lines.accept(line.toString(StandardCharsets.UTF_8));
        line.reset();
    }
}
