package dev.dryrun.observe;

import dev.dryrun.postgres.WireMessage;
import dev.dryrun.postgres.WireStream;
import dev.dryrun.script.Protocol;
import dev.dryrun.script.Step;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what the client of a session sends and passes it on, one thing after the other, so that each statement can be
 * looked at when it is done. A single statement outside a block that comes as a simple query goes on as an extended one:
 * that leaves its transaction open until its locks have been read.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-flow.html">Message flow</a>
 */
final class ClientSide {

    private static final String UNNAMED = "";

    private final WireStream client;
    private final WireStream server;
    private final Exchange exchange;
    private final SessionSteps steps;
    private final Map<String, String> statements = new HashMap<>();
    private final Map<String, String> portals = new HashMap<>();

    ClientSide(WireStream client, WireStream server, Exchange exchange, SessionSteps steps) {
        this.client = client;
        this.server = server;
        this.exchange = exchange;
        this.steps = steps;
    }

    /** Goes on from a message that has been read until one side has closed the session. */
    void run(WireMessage first) throws IOException, InterruptedException {
        for (boolean goesOn = pass(first); goesOn; ) {
            if (!client.hasMore()) {
                server.flush();
            }
            goesOn = pass(client.read());
        }
    }

    /** Returns whether the session goes on. */
    private boolean pass(WireMessage message) throws IOException, InterruptedException {
        return switch (message.type()) {
            case 'Q' -> query(message);
            case 'P' -> parse(message);
            case 'B' -> bind(message);
            case 'E' -> execute(message);
            case 'C' -> close(message);
            case 'S' -> sync(message);
            case 'F' -> functionCall(message);
            case 'c', 'f' -> rowsEnd(message);
            case 'X' -> terminate(message);
            default -> forward(message);
        };
    }

    private boolean forward(WireMessage message) throws IOException {
        server.send(message);
        return true;
    }

    private boolean query(WireMessage message) throws IOException, InterruptedException {
        String sql = message.text(0);
        steps.cycleGoesOn();
        boolean rewritten = steps.isIdle() && isOneStatement(sql);
        steps.begins(sql);
        if (rewritten) {
            exchange.rewritten(message);
            byte[] text = Arrays.copyOf(message.body(), message.body().length - 1);
            server.send(WireMessage.parse(UNNAMED, text));
            server.send(WireMessage.bind(UNNAMED, UNNAMED));
            server.send(WireMessage.describePortal(UNNAMED));
            server.send(WireMessage.execute(UNNAMED));
            server.send(WireMessage.flush());
        } else {
            exchange.simple();
            server.send(message);
        }
        return await();
    }

    private static boolean isOneStatement(String sql) {
        Optional<Step> step = Step.received(1, sql);
        return step.filter(single -> single.protocol() instanceof Protocol.Extended && !single.controlsTransaction())
                .isPresent();
    }

    private boolean parse(WireMessage message) throws IOException {
        statements.put(message.text(0), message.textAfter(0));
        prepares(Optional.of(message.textAfter(0)));
        return forward(message);
    }

    private boolean bind(WireMessage message) throws IOException {
        Optional<String> sql = Optional.ofNullable(statements.get(message.textAfter(0)));
        sql.ifPresentOrElse(text -> portals.put(message.text(0), text), () -> portals.remove(message.text(0)));
        prepares(sql);
        return forward(message);
    }

    private void prepares(Optional<String> sql) {
        if (!exchange.failed()) {
            exchange.extended();
            steps.prepares(sql);
        }
    }

    private boolean execute(WireMessage message) throws IOException, InterruptedException {
        if (exchange.failed()) {
            return forward(message);
        }
        exchange.extended();
        // What goes on with a portal that gave a part of its rows is no new step.
        Optional.ofNullable(portals.remove(message.text(0))).ifPresent(steps::begins);
        exchange.expectAnswer();
        server.send(message);
        server.send(WireMessage.flush());
        return await();
    }

    private boolean close(WireMessage message) throws IOException {
        (message.body()[0] == 'S' ? statements : portals).remove(message.text(1));
        return forward(message);
    }

    private boolean sync(WireMessage message) throws IOException, InterruptedException {
        if (exchange.copyIn()) {
            // The server ignores it, and will wait for another one after the rows.
            return forward(message);
        }
        steps.cycleGoesOn();
        exchange.expectReady();
        server.send(message);
        return await();
    }

    private boolean functionCall(WireMessage message) throws IOException, InterruptedException {
        steps.cycleGoesOn();
        exchange.simple();
        server.send(message);
        return await();
    }

    private boolean rowsEnd(WireMessage message) throws IOException, InterruptedException {
        if (!exchange.copyIn()) {
            return forward(message);
        }
        boolean simple = exchange.cycle() == Exchange.Cycle.SIMPLE;
        exchange.rowsEnd();
        server.send(message);
        if (!simple) {
            server.send(WireMessage.flush());
        }
        return await();
    }

    private boolean terminate(WireMessage message) throws IOException {
        server.send(message);
        server.flush();
        return false;
    }

    private boolean await() throws IOException, InterruptedException {
        server.flush();
        return exchange.await();
    }
}
