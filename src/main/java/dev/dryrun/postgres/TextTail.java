package dev.dryrun.postgres;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Keeps the last lines of a text that may be of any length. */
final class TextTail implements Consumer<String> {

    static final int STDOUT_CHARS = 64 << 20;
    static final int STDERR_CHARS = 1 << 20;

    private final Deque<String> lines = new ArrayDeque<>();
    private final long limit;
    private long size;

    TextTail(long limit) {
        this.limit = limit;
    }

    @Override
    public synchronized void accept(String line) {
        lines.add(line);
        size += line.length() + 1L;
        while (size > limit && lines.size() > 1) {
            size -= lines.remove().length() + 1L;
        }
    }

    /** Takes only the lines that pass. */
    Consumer<String> filtered(Predicate<String> passes) {
        return line -> {
            if (passes.test(line)) {
                accept(line);
            }
        };
    }

    synchronized String text() {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    /** The last lines of a text, for error messages. */
    static String lastLines(String text, int count) {
        String[] all = text.strip().split("\n");
        int from = Math.max(0, all.length - count);
        return String.join("\n", java.util.Arrays.asList(all).subList(from, all.length));
    }
}
