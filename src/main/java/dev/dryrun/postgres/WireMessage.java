package dev.dryrun.postgres;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A message between a client and a Postgres server: its type and its body, without the length.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-message-formats.html">Message formats</a>
 */
public record WireMessage(char type, byte[] body) {

    private static final int NULL_LENGTH = -1;

    /** Asks the server to send what it has, and leaves the transaction as it is. */
    public static WireMessage flush() {
        return new WireMessage('H', new byte[0]);
    }

    /** Ends a cycle of the extended protocol, and outside a block its transaction. */
    public static WireMessage sync() {
        return new WireMessage('S', new byte[0]);
    }

    /** Parse of a text that is already bytes, without parameter types. */
    public static WireMessage parse(String name, byte[] sql) {
        return build('P', name.getBytes(StandardCharsets.UTF_8), new byte[1], sql, new byte[1 + 2]);
    }

    /** Bind without parameters; results come as text. */
    public static WireMessage bind(String portal, String statement) {
        return build('B', terminated(portal), terminated(statement), new byte[2 + 2 + 2]);
    }

    public static WireMessage describePortal(String portal) {
        return build('D', new byte[] {'P'}, terminated(portal));
    }

    /** Execute to the end. */
    public static WireMessage execute(String portal) {
        return build('E', terminated(portal), new byte[4]);
    }

    public static WireMessage closePortal(String portal) {
        return build('C', new byte[] {'P'}, terminated(portal));
    }

    public static WireMessage closeStatement(String name) {
        return build('C', new byte[] {'S'}, terminated(name));
    }

    /** The text that begins at an offset of the body and ends with a zero byte. */
    public String text(int offset) {
        return new String(body, offset, endOfText(offset) - offset, StandardCharsets.UTF_8);
    }

    /** The text after that text. */
    public String textAfter(int offset) {
        return text(endOfText(offset) + 1);
    }

    public int int32(int offset) {
        return ByteBuffer.wrap(body).getInt(offset);
    }

    /** An error or a notice of the server. */
    public ServerError error() {
        Map<Character, String> fields = new HashMap<>();
        for (int at = 0; at < body.length && body[at] != 0; at = endOfText(at) + 1) {
            fields.put((char) body[at], text(at + 1));
        }
        return ServerError.of(fields);
    }

    /** The values of a row that came as text. */
    public List<Optional<String>> row() {
        ByteBuffer buffer = ByteBuffer.wrap(body);
        int columns = buffer.getShort();
        List<Optional<String>> row = new ArrayList<>(columns);
        for (int i = 0; i < columns; i++) {
            int size = buffer.getInt();
            if (size == NULL_LENGTH) {
                row.add(Optional.empty());
            } else {
                row.add(Optional.of(new String(body, buffer.position(), size, StandardCharsets.UTF_8)));
                buffer.position(buffer.position() + size);
            }
        }
        return row;
    }

    private int endOfText(int offset) {
        int end = offset;
        while (body[end] != 0) {
            end++;
        }
        return end;
    }

    private static byte[] terminated(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }

    private static WireMessage build(char type, byte[]... parts) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            body.writeBytes(part);
        }
        return new WireMessage(type, body.toByteArray());
    }
}
