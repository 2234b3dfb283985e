package dev.dryrun.observe;

import dev.dryrun.postgres.Reply.TransactionStatus;
import dev.dryrun.postgres.ServerError;
import dev.dryrun.postgres.WireMessage;
import dev.dryrun.postgres.WireStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what the server of a session sends and passes it on to the client, after it has been noted. Where the client sent
 * a simple query and the server got an extended one, the client gets what a simple query is answered with.
 */
final class ServerSide {

    /** A name that no tool gives to a statement or portal of its own. */
    private static final String OURS = "dryrun question";

    private static final String SYNTAX_ERROR = "42601";

    private final WireStream client;
    private final WireStream server;
    private final Exchange exchange;
    private final SessionSteps steps;

    /** The end of a rewritten simple query, which the client gets to see only if its commit succeeds as well. */
    private Optional<WireMessage> done = Optional.empty();

    ServerSide(WireStream client, WireStream server, Exchange exchange, SessionSteps steps) {
        this.client = client;
        this.server = server;
        this.exchange = exchange;
        this.steps = steps;
    }

    /** Goes on until the server has closed the session. */
    void run() throws IOException {
        while (true) {
            if (!server.hasMore()) {
                client.flush();
            }
            pass(server.read());
        }
    }

    private void pass(WireMessage message) throws IOException {
        switch (message.type()) {
            case 'Z' -> ready(message);
            case 'C' -> complete(message, message.text(0));
            case 'I', 's' -> complete(message, "");
            case 'E' -> error(message);
            case '1' -> unlessRewritten(message, exchange::parsed);
            case '2', 'n' -> unlessRewritten(message, () -> {});
            case 'G' -> {
                client.send(message);
                client.flush();
                exchange.takesRows();
            }
            default -> aside(message);
        }
    }

    /** What may come at any time, and rows. */
    private void aside(WireMessage message) throws IOException {
        if (message.type() == 'S' && message.text(0).equals("application_name")) {
            steps.isCalled(message.textAfter(0));
        } else if (message.type() == 'N') {
            steps.noticed(message.error());
        }
        client.send(message);
    }

    private void unlessRewritten(WireMessage message, Runnable note) throws IOException {
        note.run();
        if (exchange.cycle() != Exchange.Cycle.REWRITTEN) {
            client.send(message);
        }
    }

    /** A statement is done, or a portal has given as many rows as were asked for. */
    private void complete(WireMessage message, String tag) throws IOException {
        switch (exchange.cycle()) {
            case EXTENDED -> {
                steps.answered(tag);
                client.send(message);
                exchange.answered();
            }
            case REWRITTEN -> {
                steps.answered(tag);
                done = Optional.of(message);
                endCycle();
            }
            case SIMPLE, NONE -> {
                steps.tagged(tag);
                client.send(message);
            }
        }
    }

    private void error(WireMessage message) throws IOException {
        ServerError error = message.error();
        boolean rewritten = exchange.cycle() == Exchange.Cycle.REWRITTEN;
        Optional<WireMessage> unparsed = exchange.unparsed();
        if (rewritten && unparsed.isPresent() && error.sqlState().equals(SYNTAX_ERROR)) {
            sendAsItCame(unparsed.get());
            return;
        }
        steps.failed(error);
        client.send(message);
        exchange.fails();
        boolean ended = done.isPresent();
        done = Optional.empty();
        if (rewritten && !ended && !error.endsSession()) {
            endCycle();
        }
    }

    /** What the client does not send itself, because it sent a simple query. */
    private void endCycle() throws IOException {
        server.send(WireMessage.sync());
        server.flush();
    }

    /** Perhaps the text holds several statements after all; and a real error comes again, as the tool would get it. */
    private void sendAsItCame(WireMessage query) throws IOException {
        endCycle();
        for (WireMessage message = server.read(); message.type() != 'Z'; message = server.read()) {
            aside(message);
        }
        exchange.simple();
        server.send(query);
        server.flush();
    }

    private void ready(WireMessage message) throws IOException {
        steps.ready(TransactionStatus.of(message.body()[0]), this::ask);
        if (done.isPresent()) {
            client.send(done.get());
            done = Optional.empty();
        }
        client.send(message);
        client.flush();
        exchange.ready();
    }

    /**
     * Asks in the session itself, between two cycles of the client's, and keeps the answer from it. Names of our own
     * leave its unnamed statement and portal alone.
     */
    private List<List<Optional<String>>> ask(String sql) throws IOException {
        server.send(WireMessage.parse(OURS, sql.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        server.send(WireMessage.bind(OURS, OURS));
        server.send(WireMessage.execute(OURS));
        server.send(WireMessage.closePortal(OURS));
        server.send(WireMessage.closeStatement(OURS));
        endCycle();
        List<List<Optional<String>>> rows = new ArrayList<>();
        for (WireMessage message = server.read(); message.type() != 'Z'; message = server.read()) {
            switch (message.type()) {
                case 'D' -> rows.add(message.row());
                case 'E' ->
                    throw new IOException("our question in the session of the command failed: "
                            + message.error().message());
                case '1', '2', '3', 'C' -> {
                    // The answers to our own messages.
                }
                default -> aside(message);
            }
        }
        return rows;
    }
}
