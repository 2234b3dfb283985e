package dev.dryrun.observe;

import dev.dryrun.postgres.WireMessage;
import java.util.Optional;

/**
 * Where the exchange of one session stands. What the client sends is passed on one thing at a time: the thread that
 * reads from it waits here until the one that reads from the server says that the last thing has been answered. It begins
 * with the wait for the server to let the client in.
 */
final class Exchange {

    /** How the server was asked in the cycle that goes on. */
    enum Cycle {
        /** It was not. */
        NONE,
        EXTENDED,
        SIMPLE,
        /** The client sent a simple query, the server got an extended one. */
        REWRITTEN
    }

    /** What the client's thread waits for. */
    private enum Awaited {
        NOTHING,
        ANSWER,
        READY
    }

    private Cycle cycle = Cycle.NONE;
    private Awaited awaited = Awaited.READY;
    private Optional<WireMessage> original = Optional.empty();
    private boolean copyIn;
    private boolean failed;
    private boolean closed;

    synchronized void extended() {
        if (cycle == Cycle.NONE) {
            cycle = Cycle.EXTENDED;
        }
    }

    synchronized void simple() {
        cycle = Cycle.SIMPLE;
        awaited = Awaited.READY;
    }

    /** {@code query} is what the client sent. */
    synchronized void rewritten(WireMessage query) {
        cycle = Cycle.REWRITTEN;
        original = Optional.of(query);
        awaited = Awaited.READY;
    }

    synchronized void expectAnswer() {
        awaited = Awaited.ANSWER;
    }

    synchronized void expectReady() {
        awaited = Awaited.READY;
    }

    /** Waits until what is expected has come, or the server takes rows of COPY; false when the session is over. */
    synchronized boolean await() throws InterruptedException {
        while (awaited != Awaited.NOTHING && !closed) {
            wait();
        }
        return !closed;
    }

    synchronized Cycle cycle() {
        return cycle;
    }

    /** The server takes rows of COPY now. */
    synchronized boolean copyIn() {
        return copyIn;
    }

    /** The server skips everything up to the next Sync. */
    synchronized boolean failed() {
        return failed;
    }

    /** Where the server has not even parsed the rewritten query, what the client had sent. */
    synchronized Optional<WireMessage> unparsed() {
        return original;
    }

    synchronized void parsed() {
        original = Optional.empty();
    }

    synchronized void takesRows() {
        copyIn = true;
        release();
    }

    /** The client has sent its last row. */
    synchronized void rowsEnd() {
        copyIn = false;
        awaited = cycle == Cycle.EXTENDED ? Awaited.ANSWER : Awaited.READY;
    }

    synchronized void answered() {
        copyIn = false;
        if (awaited == Awaited.ANSWER) {
            release();
        }
    }

    synchronized void fails() {
        copyIn = false;
        failed = true;
        if (awaited == Awaited.ANSWER) {
            release();
        }
    }

    /** The server is ready for a new cycle. */
    synchronized void ready() {
        cycle = Cycle.NONE;
        original = Optional.empty();
        copyIn = false;
        failed = false;
        release();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private void release() {
        awaited = Awaited.NOTHING;
        notifyAll();
    }
}
