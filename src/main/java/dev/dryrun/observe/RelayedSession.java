package dev.dryrun.observe;

import dev.dryrun.observe.LockReading.OwnLock;
import dev.dryrun.postgres.PostgresServer;
import dev.dryrun.postgres.StartupPacket;
import dev.dryrun.postgres.WireMessage;
import dev.dryrun.postgres.WireStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** One connection of a migration tool: watched if it is a session of the migrated database, else only passed on. */
final class RelayedSession implements AutoCloseable {

    private static final int CONNECT_MILLIS = 10_000;
    private static final char PASSWORD = 'p';

    /**
     * What all sessions share: the database to watch, the options that each is started with, what watches, the steps, and
     * the locks that our own questions take.
     */
    record Context(
            String database,
            String options,
            Watching watching,
            StepRoll roll,
            List<OwnLock> questionLocks,
            AtomicInteger numbers) {}

    private final WireStream client;
    private final WireStream server;
    private final PostgresServer target;
    private final Context context;
    private final Exchange exchange = new Exchange();
    private volatile Optional<SessionSteps> steps = Optional.empty();
    private volatile Optional<String> elsewhere = Optional.empty();
    private volatile boolean open = true;

    RelayedSession(Socket client, PostgresServer target, Context context) throws IOException {
        this.client = new WireStream(client);
        this.target = target;
        this.context = context;
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(target.host(), target.port()), CONNECT_MILLIS);
        this.server = new WireStream(socket);
    }

    Optional<SessionSteps> steps() {
        return steps;
    }

    /** The database that it is a session of, where that is another one. */
    Optional<String> elsewhere() {
        return elsewhere;
    }

    boolean isOpen() {
        return open;
    }

    /** Up to the first packet; false when there is nothing more to do. */
    boolean open() {
        try {
            StartupPacket packet = client.readStartup();
            while (packet.asksForEncryption()) {
                client.refuseEncryption();
                packet = client.readStartup();
            }
            if (packet.cancels()) {
                server.send(packet);
                server.pumpTo(client);
                close();
                return false;
            }
            if (packet.replicates() || !packet.database().equals(context.database())) {
                elsewhere = Optional.of(packet.database());
            }
            server.send(packet.withOptions(context.options()));
            return true;
        } catch (IOException e) {
            // A client that looked whether anybody listens, or that speaks another protocol.
            close();
            return false;
        }
    }

    /** Passes on what the client sends, to the end of the session. */
    void passFromClient() {
        try {
            if (elsewhere.isPresent()) {
                client.pumpTo(server);
                return;
            }
            WireMessage message = client.read();
            for (; message.type() == PASSWORD; message = client.read()) {
                server.send(message);
                server.flush();
            }
            if (exchange.await()) {
                new ClientSide(client, server, exchange, steps.orElseThrow()).run(message);
            }
        } catch (IOException e) {
            // The client is gone, or the server: the thread that reads from the server tells which steps that ended.
            server.endOutput();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            server.endOutput();
        }
    }

    /** Passes on what the server sends, to the end of the session. */
    void passFromServer() {
        try {
            if (elsewhere.isPresent()) {
                server.pumpTo(client);
            } else {
                logIn();
                new ServerSide(client, server, exchange, steps.orElseThrow()).run();
            }
        } catch (EOFException e) {
            // The session has ended, as sessions do.
            open = false;
        } catch (IOException | SQLException e) {
            reason(e).ifPresent(context.roll()::lost);
        } finally {
            steps.ifPresent(SessionSteps::closed);
            close();
        }
    }

    /** What is broken when our own question failed; a connection that was reset is the tool's business. */
    private static Optional<String> reason(Exception e) {
        return e instanceof SocketException ? Optional.empty() : Optional.of(String.valueOf(e.getMessage()));
    }

    /** Up to the first ReadyForQuery, which lets the client go on. */
    private void logIn() throws IOException, SQLException {
        String application = "";
        WireMessage message = server.read();
        for (; message.type() != 'Z'; message = server.read()) {
            if (message.type() == 'S' && message.text(0).equals("application_name")) {
                application = message.textAfter(0);
            } else if (message.type() == 'K') {
                steps = Optional.of(watch(message.int32(0), application));
            }
            client.send(message);
            client.flush();
        }
        client.send(message);
        client.flush();
        exchange.ready();
    }

    private SessionSteps watch(int pid, String application) throws SQLException {
        WatchedSession watched = context.watching().sampler().watch(pid);
        watched.ownQuestionLocks(context.questionLocks());
        SessionSteps session =
                new SessionSteps(context.numbers().incrementAndGet(), watched, context.roll(), context.watching());
        session.isCalled(application);
        return session;
    }

    @Override
    public void close() {
        open = false;
        exchange.close();
        client.close();
        server.close();
    }
}
