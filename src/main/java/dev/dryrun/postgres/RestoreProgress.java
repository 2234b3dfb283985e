package dev.dryrun.postgres;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Tells in words, every few seconds, how far a restore has come. */
final class RestoreProgress implements AutoCloseable, Runnable {

    private static final long EVERY_MILLIS = 5_000;
    private static final double MEGABYTE = 1e6;
    /** With several jobs pg_restore says more than this of each, and this in any case. */
    private static final Pattern TABLE = Pattern.compile("^pg_restore: processing data for table ");

    private static final Pattern AFTER = Pattern.compile("^pg_restore: creating (?:INDEX|CONSTRAINT|FK CONSTRAINT) ");
    private static final Pattern COMPLAINT = Pattern.compile(
            "^pg_restore: (?:error|fatal|warning|hint|detail|from TOC entry|while |warnings? )|^(?!pg_restore: )");

    private final Consumer<String> progress;
    private final int tables;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger built = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final Thread thread = new Thread(this, "dryrun-restore-progress");
    private volatile boolean ended;

    private RestoreProgress(Consumer<String> progress, int tables) {
        this.progress = progress;
        this.tables = tables;
    }

    /** @param tables how many the dump has rows for; 0 where that is not known */
    static RestoreProgress start(Consumer<String> progress, int tables) {
        RestoreProgress started = new RestoreProgress(progress, tables);
        started.thread.setDaemon(true);
        started.thread.start();
        return started;
    }

    @Override
    public void run() {
        String said = "";
        try {
            while (!ended) {
                Thread.sleep(EVERY_MILLIS);
                String now = words();
                if (!ended && !now.equals(said)) {
                    progress.accept("restoring: " + now);
                    said = now;
                }
            }
        } catch (InterruptedException e) {
            // The restore has ended.
            Thread.currentThread().interrupt();
        }
    }

    /** Counts what pg_restore says with {@code --verbose}; true for a line that is a complaint. */
    boolean isComplaint(String line) {
        if (TABLE.matcher(line).find()) {
            done.incrementAndGet();
        } else if (AFTER.matcher(line).find()) {
            built.incrementAndGet();
        }
        return COMPLAINT.matcher(line).find();
    }

    /** The editor of a plain dump with the tables counted that it comes to. */
    DumpText.LineEditor counted(DumpText.LineEditor editor) {
        return (line, inCode) -> {
            if (inCode && line.startsWith("COPY ")) {
                done.incrementAndGet();
            }
            return editor.edit(line, inCode);
        };
    }

    /** The dump with its bytes counted as they are read. */
    InputStream counted(InputStream dump) {
        return new FilterInputStream(dump) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int read = super.read(into, offset, length);
                bytes.addAndGet(Math.max(read, 0));
                return read;
            }
        };
    }

    String words() {
        String of = tables > 0 ? " of " + tables : "";
        String size = bytes.get() > 0 ? String.format(Locale.ROOT, ", %.0f MB of SQL", bytes.get() / MEGABYTE) : "";
        String after = built.get() > 0 ? ", " + built.get() + " indexes and constraints" : "";
        return done.get() + of + " tables" + size + after;
    }

    @Override
    public void close() {
        ended = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
