package dev.dryrun.postgres;

import dev.dryrun.plan.NoVerdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** Hands a program its standard input while it runs, and knows whether that was read to its end. */
final class ProgramFeed implements Runnable {

    private static final int BUFFER = 1 << 17;
    private static final long JOIN_MILLIS = 5_000;

    private final ProgramInput input;
    private final OutputStream sink;
    private final Thread thread;
    private volatile Optional<Exception> failure = Optional.empty();

    private ProgramFeed(ProgramInput input, OutputStream sink, String name) {
        this.input = input;
        this.sink = sink;
        this.thread = new Thread(this, "dryrun-" + name + "-stdin");
        thread.setDaemon(true);
    }

    static ProgramFeed start(ProgramInput input, OutputStream sink, String name) {
        ProgramFeed feed = new ProgramFeed(input, sink, name);
        feed.thread.start();
        return feed;
    }

    @Override
    public void run() {
        try (InputStream in = input.open()) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!write(buffer, read)) {
                    return;
                }
            }
        } catch (IOException | RuntimeException e) {
            // The program would take it for the end of its input: whoever joins must hear of it.
            failure = Optional.of(e);
        } finally {
            end();
        }
    }

    /** Waits for the end, which comes soon once the program has gone. Without all of its input it has done nothing good. */
    void join() throws InterruptedException {
        thread.join(JOIN_MILLIS);
        failure.ifPresent(e -> {
            throw new NoVerdict("reading the dump again failed: " + e.getMessage(), "see whether the file changed", e);
        });
    }

    /** False where the program reads no more: it has ended, and its exit code says why. */
    private boolean write(byte[] buffer, int count) {
        try {
            sink.write(buffer, 0, count);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void end() {
        try {
            sink.close();
        } catch (IOException e) {
            // The program has ended before its input.
            return;
        }
    }
}
