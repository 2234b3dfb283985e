package dev.dryrun.observe;

import dev.dryrun.postgres.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Stands between a migration tool and the server: it listens on this machine only, and passes every session on to the
 * server, message by message, while it notes what is sent and answered.
 */
final class Relay implements AutoCloseable {

    private static final Duration JOINING = Duration.ofSeconds(5);
    private static final int BACKLOG = 128;

    private final ServerSocket listener;
    private final PostgresServer server;
    private final RelayedSession.Context context;
    private final Thread acceptor = new Thread(this::accept, "dryrun-relay");
    private final List<RelayedSession> sessions = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;
    private volatile Optional<Throwable> fault = Optional.empty();

    Relay(PostgresServer server, RelayedSession.Context context) throws IOException {
        this.server = server;
        this.context = context;
        this.listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        acceptor.setDaemon(true);
        acceptor.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Those that got as far as being a session of the database, in the order in which they came. */
    List<SessionSteps> watched() {
        return all().stream().flatMap(session -> session.steps().stream()).toList();
    }

    /** Other databases that sessions were opened in: what was done there nobody saw. */
    List<String> elsewhere() {
        return all().stream()
                .flatMap(session -> session.elsewhere().stream())
                .distinct()
                .toList();
    }

    /** A bug of ours that ended a session. */
    Optional<Throwable> fault() {
        return fault;
    }

    /** Waits until every session has ended; false when some have not by then. */
    boolean awaitEnd(Duration atMost) throws InterruptedException {
        long until = context.watching().clock().now().plus(atMost).nanos();
        for (Thread thread : List.copyOf(threads())) {
            long left = (until - context.watching().clock().now().nanos()) / 1_000_000;
            if (thread.isAlive() && left > 0) {
                thread.join(left);
            }
        }
        return threads().stream().noneMatch(Thread::isAlive);
    }

    /** The backends of the sessions that have not ended. */
    List<Integer> living() {
        return all().stream()
                .filter(RelayedSession::isOpen)
                .flatMap(session -> session.steps().stream())
                .map(SessionSteps::pid)
                .toList();
    }

    @Override
    public void close() {
        closed = true;
        try {
            listener.close();
            all().forEach(RelayedSession::close);
            awaitEnd(JOINING);
            acceptor.join(JOINING.toMillis());
        } catch (IOException e) {
            // The listener dies with this process.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = listener.accept();
                try {
                    start(client);
                } catch (IOException e) {
                    client.close();
                }
            } catch (IOException e) {
                // Closed, or a client that has gone already.
                continue;
            }
        }
    }

    private synchronized void start(Socket client) throws IOException {
        RelayedSession session = new RelayedSession(client, server, context);
        String name = "dryrun-relay-" + (sessions.size() + 1);
        Thread fromServer = new Thread(() -> guarded(session::passFromServer), name + "-server");
        Thread fromClient = new Thread(
                () -> guarded(() -> {
                    if (session.open()) {
                        fromServer.start();
                        session.passFromClient();
                    }
                }),
                name);
        for (Thread thread : List.of(fromClient, fromServer)) {
            thread.setDaemon(true);
            threads.add(thread);
        }
        sessions.add(session);
        fromClient.start();
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            fault = Optional.of(e);
        }
    }

    private synchronized List<RelayedSession> all() {
        return List.copyOf(sessions);
    }

    private synchronized List<Thread> threads() {
        return List.copyOf(threads);
    }
}
