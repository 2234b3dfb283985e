package dev.dryrun.postgres;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import javax.net.SocketFactory;

/**
 * Sockets for the JDBC driver that take out of its start-up packet the settings which it adds on its own. What a session
 * starts with is what RESET ALL and DISCARD ALL go back to, so that setting it right later would not do. The driver makes
 * one by its name.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-message-formats.html">StartupMessage</a>
 */
public final class StartupSockets extends SocketFactory {

    private final Set<String> leftOut;

    /** {@code leftOut} names settings, with commas between. */
    public StartupSockets(String leftOut) {
        this.leftOut = Set.of(leftOut.split(","));
    }

    @Override
    public Socket createSocket() {
        return new FilteredSocket(leftOut);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw unsupported();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw unsupported();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw unsupported();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        throw unsupported();
    }

    private static IOException unsupported() {
        return new IOException("this version of the PostgreSQL JDBC driver connects its sockets in another way");
    }

    /** A socket whose first packet is filtered. */
    private static final class FilteredSocket extends Socket {

        private final Set<String> leftOut;
        private OutputStream filtered;

        FilteredSocket(Set<String> leftOut) {
            this.leftOut = leftOut;
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            if (filtered == null) {
                filtered = new FirstPacket(super.getOutputStream(), leftOut);
            }
            return filtered;
        }
    }

    /** Holds the first packet back until it is whole, and passes everything after it on as it comes. */
    private static final class FirstPacket extends FilterOutputStream {

        private static final int LENGTH_BYTES = 4;
        private static final int PROTOCOL_3 = 3;

        private final Set<String> leftOut;
        private final ByteArrayOutputStream held = new ByteArrayOutputStream();
        private boolean passed;

        FirstPacket(OutputStream out, Set<String> leftOut) {
            super(out);
            this.leftOut = leftOut;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (passed) {
                out.write(bytes, offset, length);
                return;
            }
            held.write(bytes, offset, length);
            byte[] packet = held.toByteArray();
            if (packet.length >= LENGTH_BYTES
                    && packet.length >= numbers(packet).readInt()) {
                passed = true;
                out.write(isStartup(packet) ? filtered(packet) : packet);
            }
        }

        /** A request to cancel comes over a connection of its own and has another code there. */
        private static boolean isStartup(byte[] packet) throws IOException {
            DataInputStream numbers = numbers(packet);
            return numbers.readInt() == packet.length && numbers.readShort() == PROTOCOL_3;
        }

        private byte[] filtered(byte[] packet) throws IOException {
            ByteArrayOutputStream settings = new ByteArrayOutputStream();
            int at = 2 * LENGTH_BYTES;
            while (packet[at] != 0) {
                int value = endOfText(packet, at);
                int next = endOfText(packet, value);
                String name = new String(packet, at, value - 1 - at, StandardCharsets.UTF_8);
                if (!leftOut.contains(name)) {
                    settings.write(packet, at, next - at);
                }
                at = next;
            }
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            DataOutputStream numbers = new DataOutputStream(whole);
            numbers.writeInt(2 * LENGTH_BYTES + settings.size() + 1);
            numbers.write(Arrays.copyOfRange(packet, LENGTH_BYTES, 2 * LENGTH_BYTES));
            settings.writeTo(numbers);
            numbers.write(0);
            return whole.toByteArray();
        }

        private static int endOfText(byte[] packet, int start) {
            int at = start;
            while (packet[at] != 0) {
                at++;
            }
            return at + 1;
        }

        private static DataInputStream numbers(byte[] packet) {
            return new DataInputStream(new ByteArrayInputStream(packet));
        }
    }
}
