package dev.dryrun.postgres;

import dev.dryrun.script.Answer;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.core.PGStream;
import org.postgresql.core.QueryExecutorBase;
import org.postgresql.jdbc.PgConnection;

/**
 * Sends statements so that their implicit transaction stays open until we say so: Parse, Bind, Execute and Flush first,
 * Sync later. In between a second connection can read exactly the locks that the statement took, and the statement
 * behaves as it does from psql, which no BEGIN around it could promise.
 *
 * <p>The JDBC driver has no public call for this, so its stream under an authenticated connection is used. From then on
 * the connection must not be used through JDBC, but for cancelling and closing.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY">Extended query</a>
 */
public final class StatementWire implements AutoCloseable {

    private final Connection connection;
    private final PGStream stream;
    private final ReplyReader replies;
    private boolean keepsResult;
    private Optional<Answer> kept = Optional.empty();

    private StatementWire(Connection connection, PGStream stream) {
        this.connection = connection;
        this.stream = stream;
        this.replies = new ReplyReader(stream);
    }

    /** Takes over an open connection. */
    public static StatementWire over(Connection connection) throws SQLException {
        QueryExecutorBase executor =
                (QueryExecutorBase) connection.unwrap(PgConnection.class).getQueryExecutor();
        try {
            var field = QueryExecutorBase.class.getDeclaredField("pgStream");
            field.setAccessible(true);
            return new StatementWire(connection, (PGStream) field.get(executor));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this version of the PostgreSQL JDBC driver keeps its stream elsewhere", e);
        }
    }

    public int backendPid() throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    /**
     * Runs one statement to its end, leaving its transaction open; {@link #sync} ends it. {@code copyData} feeds COPY
     * FROM STDIN.
     */
    public Reply execute(String sql, Optional<CharBuffer> copyData) throws IOException {
        sendParseBindExecute(sql);
        flush();
        Reply reply = replies.untilStatementEnd(copyData).withoutParameters(sql);
        if (keepsResult) {
            keepsResult = false;
            kept = Optional.of(new Answer(reply.rows(), replies.takeColumns(), replies.takeRows()));
        }
        if (reply.error().isEmpty()) {
            closePortal();
        }
        return reply;
    }

    /** Ends the executor, which otherwise keeps its temporary files into the next statement. */
    private void closePortal() throws IOException {
        stream.sendChar('C');
        stream.sendInteger4(4 + 1 + 1);
        stream.sendChar('P');
        stream.sendChar(0);
        flush();
        replies.untilCloseComplete();
    }

    private void flush() throws IOException {
        stream.sendChar('H');
        stream.sendInteger4(4);
        stream.flush();
    }

    /** A query of our own in the same session, under the transaction that is open. All values come back as text. */
    public List<List<Optional<String>>> query(String sql) throws IOException {
        replies.keepRows(true);
        Reply reply = execute(sql, Optional.empty());
        List<List<Optional<String>>> rows = replies.takeRows();
        if (reply.error().isPresent()) {
            throw new UnansweredQuestion(reply.error().get());
        }
        return rows;
    }

    /** Keeps the rows of the next {@link #execute}, and the names of their columns, for {@link #takeAnswer}. */
    public void keepResult(boolean keep) {
        keepsResult = keep;
        kept = Optional.empty();
        replies.keepRows(keep);
    }

    /** What a statement answered, with the rows that were kept of it. */
    public Answer takeAnswer(Reply reply) {
        Answer answer = kept.orElse(Answer.counting(reply.rows()));
        kept = Optional.empty();
        return answer;
    }

    /** Ends what {@link #execute} began: outside a transaction block this is the commit. */
    public Reply sync() throws IOException {
        stream.sendChar('S');
        stream.sendInteger4(4);
        stream.flush();
        return replies.untilReady(Optional.empty());
    }

    /** Sends several statements as one simple query, as psql does for {@code \;}; everything is over on return. */
    public Reply simple(String sql) throws IOException {
        byte[] text = sql.getBytes(StandardCharsets.UTF_8);
        stream.sendChar('Q');
        stream.sendInteger4(4 + text.length + 1);
        stream.send(text);
        stream.sendChar(0);
        stream.flush();
        return replies.untilReady(Optional.empty());
    }

    /** Why the session is of no use after this; the end of a stream has no message. */
    public static String lostBecause(IOException e) {
        if (e instanceof UnansweredQuestion) {
            return e.getMessage();
        }
        return "the connection was lost: "
                + Optional.ofNullable(e.getMessage()).orElse("the server is gone, or has closed it");
    }

    /** Asks the server to cancel the running statement; may be called from another thread. */
    public void cancel() throws SQLException {
        connection.unwrap(PGConnection.class).cancelQuery();
    }

    /** Breaks the connection off under whoever waits for an answer over it. May be called by any thread. */
    public void abort() throws SQLException {
        connection.abort(Runnable::run);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // The server has ended the session already: the driver could not say good-bye, and nothing of ours is left.
            return;
        }
    }

    private void sendParseBindExecute(String sql) throws IOException {
        byte[] text = sql.getBytes(StandardCharsets.UTF_8);
        stream.sendChar('P');
        stream.sendInteger4(4 + 1 + text.length + 1 + 2);
        stream.sendChar(0);
        stream.send(text);
        stream.sendChar(0);
        stream.sendInteger2(0);
        stream.sendChar('B');
        stream.sendInteger4(4 + 1 + 1 + 2 + 2 + 2);
        stream.send(new byte[8]);
        if (keepsResult) {
            describePortal();
        }
        stream.sendChar('E');
        stream.sendInteger4(4 + 1 + 4);
        stream.send(new byte[5]);
    }

    private void describePortal() throws IOException {
        stream.sendChar('D');
        stream.sendInteger4(4 + 1 + 1);
        stream.sendChar('P');
        stream.sendChar(0);
    }
}
