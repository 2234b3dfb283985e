package dev.dryrun.postgres;

import dev.dryrun.progress.Reached;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * How far a restore has come: by the bytes of a dump that is read here, and by the entries of an archive that pg_restore
 * has begun where pg_restore reads it.
 */
final class RestoreProgress implements Supplier<Reached> {

    private static final double MEGABYTE = 1e6;

    /** With several jobs pg_restore says more than this of each, and this in any case. */
    private static final Pattern TABLE = Pattern.compile("^pg_restore: processing data for table ");

    private static final Pattern AFTER = Pattern.compile("^pg_restore: creating (?:INDEX|CONSTRAINT|FK CONSTRAINT) ");
    private static final Pattern COMPLAINT = Pattern.compile(
            "^pg_restore: (?:error|fatal|warning|hint|detail|from TOC entry|while |warnings? )|^(?!pg_restore: )");

    private final Dump dump;
    private final DumpContents contents;
    private final AtomicInteger tables = new AtomicInteger();
    private final AtomicInteger built = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    RestoreProgress(Dump dump, DumpContents contents) {
        this.dump = dump;
        this.contents = contents;
    }

    @Override
    public Reached get() {
        if (dump.isStreamed()) {
            return new Reached.Share(bytes.get(), dump.bytes(), bytesInWords());
        }
        int begun = tables.get() + built.get();
        // The one that was begun last is not done.
        return new Reached.Share(Math.max(0, begun - 1), contents.tables() + (long) contents.built(), entriesInWords());
    }

    /** Counts what pg_restore says with {@code --verbose}; true for a line that is a complaint. */
    boolean isComplaint(String line) {
        if (TABLE.matcher(line).find()) {
            tables.incrementAndGet();
        } else if (AFTER.matcher(line).find()) {
            built.incrementAndGet();
        }
        return COMPLAINT.matcher(line).find();
    }

    /** The editor of a plain dump with the tables counted that it comes to. */
    DumpText.LineEditor counted(DumpText.LineEditor editor) {
        return (line, inCode) -> {
            if (inCode && line.startsWith("COPY ")) {
                tables.incrementAndGet();
            }
            return editor.edit(line, inCode);
        };
    }

    /** What the dump holds, with the bytes of its file counted as they are read. */
    InputStream open() throws IOException {
        return dump.open(this::counted);
    }

    private InputStream counted(InputStream file) {
        return new FilterInputStream(file) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int read = super.read(into, offset, length);
                bytes.addAndGet(Math.max(read, 0));
                return read;
            }
        };
    }

    private String bytesInWords() {
        String size = String.format(
                Locale.ROOT, "%.0f of %.0f MB", Math.floor(bytes.get() / MEGABYTE), dump.bytes() / MEGABYTE);
        return tables.get() > 0 ? size + ", " + tablesInWords() : size;
    }

    private String entriesInWords() {
        return built.get() == 0
                ? tablesInWords()
                : tablesInWords() + ", " + built.get() + " of " + contents.built() + " indexes and constraints";
    }

    private String tablesInWords() {
        return tables.get() + (contents.tables() > 0 ? " of " + contents.tables() : "") + " tables";
    }
}
