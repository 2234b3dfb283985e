package dev.dryrun.postgres;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The first thing that a client sends: who it is and what it wants, or a request of another kind. */
public record StartupPacket(int code, byte[] body) {

    private static final int CANCEL = 80877102;
    private static final int SSL = 80877103;
    private static final int GSS_ENCRYPTION = 80877104;
    private static final int HEAD_BYTES = 8;
    /** The server's own limit. */
    private static final int MOST_BYTES = 10_000;

    static StartupPacket read(DataInputStream in) throws IOException {
        int length = in.readInt();
        int code = in.readInt();
        if (length < HEAD_BYTES || length > MOST_BYTES) {
            throw new IOException("a first packet of " + length + " bytes: this is not Postgres's protocol");
        }
        return new StartupPacket(code, in.readNBytes(length - HEAD_BYTES));
    }

    public boolean asksForEncryption() {
        return code == SSL || code == GSS_ENCRYPTION;
    }

    public boolean cancels() {
        return code == CANCEL;
    }

    /** By name: user, database, options, application_name and whatever else the client sets. */
    public Map<String, String> parameters() {
        String[] texts = new String(body, StandardCharsets.UTF_8).split("\0", -1);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i + 1 < texts.length && !texts[i].isEmpty(); i += 2) {
            parameters.put(texts[i], texts[i + 1]);
        }
        return parameters;
    }

    /** The database that is asked for: that of the user's name where none is. */
    public String database() {
        Map<String, String> parameters = parameters();
        return parameters.getOrDefault("database", parameters.getOrDefault("user", ""));
    }

    public boolean replicates() {
        return parameters().containsKey("replication");
    }

    /** The same with settings added to those of its own, such as {@code -c lock_timeout=3s}; its own come last. */
    public StartupPacket withOptions(String options) {
        if (options.isEmpty()) {
            return this;
        }
        Map<String, String> parameters = parameters();
        parameters.merge("options", options, (own, ours) -> ours + " " + own);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        parameters.forEach((name, value) -> {
            bytes.writeBytes((name + "\0" + value + "\0").getBytes(StandardCharsets.UTF_8));
        });
        bytes.write(0);
        return new StartupPacket(code, bytes.toByteArray());
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeInt(HEAD_BYTES + body.length);
        out.writeInt(code);
        out.write(body);
    }
}
