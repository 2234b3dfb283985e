package dev.dryrun.postgres;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;

/** One end of a connection between a client and a server, read by one thread and written to by any. */
public final class WireStream implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int LENGTH_BYTES = 4;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    public WireStream(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
        this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES));
    }

    /** Waits for the next message; {@link EOFException} at the end of the connection. */
    public WireMessage read() throws IOException {
        char type = (char) in.readUnsignedByte();
        int length = in.readInt() - LENGTH_BYTES;
        if (length < 0) {
            throw new IOException("a message '" + type + "' of " + length + " bytes: this is not Postgres's protocol");
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the connection ended in a message");
        }
        return new WireMessage(type, body);
    }

    /** Whether more has arrived already. */
    public boolean hasMore() throws IOException {
        return in.available() > 0;
    }

    /** Puts a message on its way; {@link #flush} makes it go. */
    public synchronized void send(WireMessage message) throws IOException {
        out.writeByte(message.type());
        out.writeInt(message.body().length + LENGTH_BYTES);
        out.write(message.body());
    }

    public synchronized void flush() throws IOException {
        out.flush();
    }

    public StartupPacket readStartup() throws IOException {
        return StartupPacket.read(in);
    }

    public synchronized void send(StartupPacket packet) throws IOException {
        packet.writeTo(out);
        out.flush();
    }

    /** No encryption here: the answer to SSLRequest and GSSENCRequest. */
    public synchronized void refuseEncryption() throws IOException {
        out.writeByte('N');
        out.flush();
    }

    /** Passes on all that comes, as it comes, to its end. */
    public void pumpTo(WireStream other) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            other.out.write(buffer, 0, read);
            other.flush();
        }
    }

    /** Says that nothing more will come from here. */
    public void endOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            // The other side has closed it before.
            close();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing can be done about a socket that does not even close.
            return;
        }
    }
}
