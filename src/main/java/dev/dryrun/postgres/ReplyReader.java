package dev.dryrun.postgres;

import dev.dryrun.postgres.Reply.TransactionStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.core.Encoding;
import org.postgresql.core.PGStream;

/**
 * Reads the messages that answer what {@link StatementWire} sent, and feeds COPY FROM STDIN when the server asks.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-message-formats.html">Message formats</a>
 */
final class ReplyReader {

    private static final int MOST_NOTICES = 100;
    private static final int COPY_CHUNK_BYTES = 65536;

    private final PGStream stream;
    private final List<ServerError> notices = new ArrayList<>();
    private final List<List<Optional<String>>> rows = new ArrayList<>();
    private final List<String> columns = new ArrayList<>();
    private Encoding encoding = Encoding.getDatabaseEncoding("UTF8");
    private boolean keepRows;
    private String tag = "";
    private Optional<ServerError> error = Optional.empty();
    private Thread sender;
    private volatile Optional<IOException> sendFailure = Optional.empty();

    ReplyReader(PGStream stream) {
        this.stream = stream;
    }

    void keepRows(boolean keep) {
        keepRows = keep;
    }

    List<List<Optional<String>>> takeRows() {
        List<List<Optional<String>>> taken = List.copyOf(rows);
        rows.clear();
        keepRows = false;
        return taken;
    }

    List<String> takeColumns() {
        List<String> taken = List.copyOf(columns);
        columns.clear();
        return taken;
    }

    /** Up to CommandComplete, EmptyQueryResponse or ErrorResponse: nothing more comes before a Sync. */
    Reply untilStatementEnd(Optional<CharBuffer> copyData) throws IOException {
        for (int type = readMessage(copyData); type != 'C' && type != 'I' && type != 'E'; ) {
            type = readMessage(copyData);
        }
        awaitSender();
        return take(Optional.empty());
    }

    /** Up to CloseComplete, or to the error that took its place. */
    void untilCloseComplete() throws IOException {
        for (int type = readMessage(Optional.empty()); type != '3' && type != 'E'; ) {
            type = readMessage(Optional.empty());
        }
    }

    /** Up to ReadyForQuery. */
    Reply untilReady(Optional<CharBuffer> copyData) throws IOException {
        while (stream.peekChar() != 'Z') {
            readMessage(copyData);
        }
        stream.receiveChar();
        stream.receiveInteger4();
        return take(Optional.of(TransactionStatus.of(stream.receiveChar())));
    }

    private Reply take(Optional<TransactionStatus> status) {
        Reply reply = new Reply(tag, Reply.rowsOf(tag), error, notices, status);
        tag = "";
        error = Optional.empty();
        notices.clear();
        return reply;
    }

    private int readMessage(Optional<CharBuffer> copyData) throws IOException {
        int type = stream.receiveChar();
        int length = stream.receiveInteger4() - 4;
        switch (type) {
            case 'C' -> tag = text(length - 1);
            case 'E' -> {
                // The first error is the cause; what follows in the same message cycle only repeats it.
                ServerError told = ServerError.of(fields(length));
                error = error.or(() -> Optional.of(told));
            }
            case 'S' -> readSetting(length);
            case 'N' -> addNotice(ServerError.of(fields(length)));
            case 'T' -> readColumns(length);
            case 'D' -> readRow(length);
            case 'G' -> {
                stream.skip(length);
                sendCopy(copyData);
            }
            default -> stream.skip(length);
        }
        return type;
    }

    /** A script may SET client_encoding: its own bytes are sent as they are, and what comes back is in that encoding. */
    private void readSetting(int length) throws IOException {
        String[] setting = new String(stream.receive(length), StandardCharsets.US_ASCII).split("\0");
        if (setting.length > 1 && setting[0].equals("client_encoding")) {
            // SQL_ASCII says nothing of the characters beyond ASCII.
            encoding = Encoding.getDatabaseEncoding(setting[1].equals("SQL_ASCII") ? "UTF8" : setting[1]);
        }
    }

    private void addNotice(ServerError notice) {
        if (notices.size() < MOST_NOTICES) {
            notices.add(notice);
        }
    }

    /** Each column's name is followed by 18 bytes about its table and type. */
    private void readColumns(int length) throws IOException {
        byte[] body = stream.receive(length);
        columns.clear();
        for (int at = 2; at < body.length; ) {
            int end = at;
            while (body[end] != 0) {
                end++;
            }
            columns.add(encoding.decode(body, at, end - at));
            at = end + 1 + 18;
        }
    }

    private void readRow(int length) throws IOException {
        if (!keepRows) {
            stream.skip(length);
            return;
        }
        int columns = stream.receiveInteger2();
        List<Optional<String>> row = new ArrayList<>(columns);
        for (int i = 0; i < columns; i++) {
            int size = stream.receiveInteger4();
            row.add(size < 0 ? Optional.empty() : Optional.of(encoding.decode(stream.receive(size))));
        }
        rows.add(row);
    }

    /**
     * Sends on a thread of its own while this one reads on: a trigger may raise a notice for every row, and a server that
     * cannot get rid of them reads no more rows.
     */
    private void sendCopy(Optional<CharBuffer> copyData) {
        sender = new Thread(() -> sendOnThread(copyData), "dryrun-copy");
        sender.setDaemon(true);
        sender.start();
    }

    private void sendOnThread(Optional<CharBuffer> copyData) {
        try {
            if (copyData.isPresent()) {
                sendCopyData(copyData.get());
                stream.sendChar('c');
                stream.sendInteger4(4);
            } else {
                byte[] reason = "no data follows this COPY in the script\0".getBytes(StandardCharsets.UTF_8);
                stream.sendChar('f');
                stream.sendInteger4(4 + reason.length);
                stream.send(reason);
            }
            stream.sendChar('H');
            stream.sendInteger4(4);
            stream.flush();
        } catch (IOException e) {
            sendFailure = Optional.of(e);
        }
    }

    private void awaitSender() throws IOException {
        if (sender != null) {
            try {
                sender.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while the data of COPY was being sent", e);
            }
            sender = null;
        }
        if (sendFailure.isPresent()) {
            throw sendFailure.get();
        }
    }

    /** Encodes piece by piece: the rows may be most of a large script. */
    private void sendCopyData(CharBuffer data) throws IOException {
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
        ByteBuffer chunk = ByteBuffer.allocate(COPY_CHUNK_BYTES);
        CoderResult result;
        do {
            result = encoder.encode(data, chunk, true);
            if (result.isError()) {
                result.throwException();
            }
            stream.sendChar('d');
            stream.sendInteger4(4 + chunk.position());
            stream.send(chunk.array(), chunk.position());
            chunk.clear();
        } while (result.isOverflow());
    }

    private Map<Character, String> fields(int length) throws IOException {
        byte[] body = stream.receive(length);
        Map<Character, String> fields = new HashMap<>();
        for (int at = 0; at < body.length && body[at] != 0; ) {
            int end = at + 1;
            while (body[end] != 0) {
                end++;
            }
            fields.put((char) body[at], encoding.decode(body, at + 1, end - at - 1));
            at = end + 1;
        }
        return fields;
    }

    private String text(int length) throws IOException {
        String text = encoding.decode(stream.receive(length));
        stream.receiveChar();
        return text;
    }
}
