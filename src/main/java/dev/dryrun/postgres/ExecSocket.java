package dev.dryrun.postgres;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import dev.dryrun.plan.NoVerdict;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A program in a container with its standard input, over a connection of its own to the Docker engine: docker-java
 * cannot tell a program that its input has ended. The request turns the connection into the program's streams, as the
 * engine's API documents for {@code POST /exec/ID/start}.
 */
final class ExecSocket implements AutoCloseable {

    private static final String BODY = "{\"Detach\":false,\"Tty\":false}";
    private static final int FRAME_HEAD = 8;
    private static final int DEFAULT_PORT = 2375;

    private final SocketChannel channel;
    private final ProgramFeed feed;

    private ExecSocket(SocketChannel channel, ProgramFeed feed) {
        this.channel = channel;
        this.feed = feed;
    }

    /** Starts a program that was made with its input attached, and hands its output on from a thread of its own. */
    static ExecSocket start(String execId, ProgramInput input, ResultCallback<Frame> output) {
        try {
            SocketChannel channel = connect(DockerEngine.address());
            request(channel, execId);
            ProgramFeed feed = ProgramFeed.start(input, new Input(channel), "exec");
            Thread reader = new Thread(() -> readFrames(channel, output), "dryrun-exec-output");
            reader.setDaemon(true);
            reader.start();
            return new ExecSocket(channel, feed);
        } catch (IOException e) {
            throw new NoVerdict(
                    "could not hand the dump to a program in the container: " + e.getMessage(),
                    "try --server local",
                    e);
        }
    }

    /** To be called after the end: throws where the program did not get all of its input. */
    void joinFeed() {
        try {
            feed.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoVerdict("interrupted while a program ran in the container", "start again", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing more is wanted of it.
            return;
        }
    }

    private static SocketChannel connect(URI engine) throws IOException {
        if (engine.getScheme().equals("unix")) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(engine.getPath()));
            return channel;
        }
        int port = engine.getPort() < 0 ? DEFAULT_PORT : engine.getPort();
        return SocketChannel.open(new InetSocketAddress(engine.getHost(), port));
    }

    private static void request(SocketChannel channel, String execId) throws IOException {
        String request = "POST /exec/" + execId + "/start HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\n"
                + "Upgrade: tcp\r\nContent-Type: application/json\r\nContent-Length: " + BODY.length() + "\r\n\r\n"
                + BODY;
        write(channel, ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            head.write(read(channel, 1).get());
        }
        String answer =
                head.toString(StandardCharsets.US_ASCII).lines().findFirst().orElse("");
        if (!answer.contains(" 101 ")) {
            throw new IOException("the Docker engine answered " + answer);
        }
    }

    /** Each frame is the number of the stream, three zeros, a length of four bytes, and that much of the stream. */
    private static void readFrames(SocketChannel channel, ResultCallback<Frame> output) {
        try {
            while (true) {
                ByteBuffer head = read(channel, FRAME_HEAD);
                StreamType type = head.get(0) == 2 ? StreamType.STDERR : StreamType.STDOUT;
                output.onNext(new Frame(type, read(channel, head.getInt(4)).array()));
            }
        } catch (IOException e) {
            // The end of the program, or of the container; the exit code tells them apart.
            output.onComplete();
        }
    }

    private static ByteBuffer read(SocketChannel channel, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("the Docker engine closed the connection");
            }
        }
        return bytes.flip();
    }

    private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** The program's standard input. */
    private static final class Input extends OutputStream {

        private final SocketChannel channel;

        Input(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ExecSocket.write(channel, ByteBuffer.wrap(bytes, offset, length));
        }

        @Override
        public void close() throws IOException {
            channel.shutdownOutput();
        }
    }
}
