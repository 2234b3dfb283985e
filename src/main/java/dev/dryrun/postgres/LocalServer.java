package dev.dryrun.postgres;

import dev.dryrun.plan.NoVerdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/** A throwaway server made with the Postgres programs that are installed on this machine. */
final class LocalServer implements PostgresServer {

    private static final int TRIES = 5;
    private static final long LAST_CHANGE_SECONDS = 10;

    private final LocalPrograms programs;
    private final LocalCluster cluster;
    private final DeathWatch watch;
    private final ReentrantLock changing = new ReentrantLock();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean kept;
    private volatile ServerAddress address;
    private volatile String dumpPath;

    private LocalServer(ServerRequest request, LocalPrograms programs) {
        this.programs = programs;
        this.cluster = new LocalCluster(request, programs);
        this.watch = LocalWatch.over(programs.directory().path(), programs.user());
        this.address = new ServerAddress("127.0.0.1", 0, "postgres", Passwords.random());
        this.dumpPath = request.dump().path().toString();
    }

    /** Starts a server with the settings for a restore. */
    static LocalServer start(ServerRequest request, LocalPrograms programs) throws Unavailable {
        LocalServer server = new LocalServer(request, programs);
        StartGuard guard = StartGuard.over(server);
        try {
            server.cluster.create(server.address);
            server.dumpPath = server.cluster.readableDump().toString();
            server.startOnFreePort(request.restoreSettings());
            return server;
        } catch (IOException e) {
            server.close();
            throw new NoVerdict("could not set up a local server: " + e.getMessage(), "see TMPDIR", e);
        } catch (RuntimeException | Unavailable e) {
            server.close();
            throw e;
        } finally {
            guard.end();
        }
    }

    @Override
    public String kind() {
        return "local";
    }

    @Override
    public Optional<String> image() {
        return Optional.empty();
    }

    @Override
    public String host() {
        return address.host();
    }

    @Override
    public int port() {
        return address.port();
    }

    @Override
    public String user() {
        return address.user();
    }

    @Override
    public String password() {
        return address.password();
    }

    @Override
    public int major() {
        return programs.server().major();
    }

    @Override
    public int restoreMajor() {
        return programs.restoreMajor();
    }

    @Override
    public String version() {
        return programs.server().version();
    }

    @Override
    public String dataDirectory() {
        return cluster.data().toString();
    }

    @Override
    public String dumpPath() {
        return dumpPath;
    }

    @Override
    public String program(String name) {
        return programs.server().path(name);
    }

    @Override
    public ProgramResult run(ProgramCall call) {
        return programs.run(call, environment(call));
    }

    @Override
    public ProgramResult run(ProgramCall call, ProgramStreams streams) {
        return programs.run(call, environment(call), streams);
    }

    @Override
    public void restart(Map<String, String> settings) {
        changing.lock();
        try {
            cluster.stop();
            startWith(settings);
        } finally {
            changing.unlock();
        }
    }

    @Override
    public String log() {
        return cluster.log();
    }

    @Override
    public Connection connect(String database, String applicationName) {
        try {
            return address.connect(database, applicationName);
        } catch (SQLException e) {
            throw new NoVerdict(
                    "could not connect to database " + database + ": " + e.getMessage(), cluster.logTail(), e);
        }
    }

    @Override
    public String keep(String database) {
        programs.directory().disown();
        watch.end();
        kept = true;
        return "connect with  psql '" + address.uri(database) + "'\nremove with   "
                + String.join(" ", programs.command("pg_ctl", "-D", dataDirectory(), "-m", "immediate", "stop"))
                + " && rm -rf " + programs.directory().path();
    }

    @Override
    public void close() {
        if (kept || !closed.compareAndSet(false, true)) {
            return;
        }
        Uninterrupted.work("dryrun-local-removal", this::remove);
    }

    private void remove() {
        programs.endAll();
        boolean alone = ownChange();
        try {
            programs.stopAtOnce(cluster.data());
            if (programs.directory().delete()) {
                watch.end();
            }
        } finally {
            if (alone) {
                changing.unlock();
            }
        }
    }

    /** Waits a little for a start or stop in another thread, so that no server comes up after we looked for it. */
    private boolean ownChange() {
        try {
            return changing.tryLock(LAST_CHANGE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void startOnFreePort(Map<String, String> settings) throws IOException {
        changing.lock();
        try {
            for (int attempt = 1; ; attempt++) {
                address = new ServerAddress(address.host(), freePort(), address.user(), address.password());
                try {
                    startWith(settings);
                    return;
                } catch (NoVerdict e) {
                    // Somebody else may have taken the port between our look and the start.
                    if (attempt == TRIES || !log().contains("Address already in use")) {
                        throw e;
                    }
                }
            }
        } finally {
            changing.unlock();
        }
    }

    private void startWith(Map<String, String> settings) {
        if (closed.get()) {
            throw new NoVerdict("the server was closed while it started", "start again");
        }
        cluster.start(settings, address);
    }

    private Map<String, String> environment(ProgramCall call) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "PGHOST", address.host(),
                "PGPORT", String.valueOf(address.port()),
                "PGUSER", address.user(),
                "PGPASSWORD", address.password(),
                "PGSSLMODE", "disable"));
        environment.putAll(call.environment());
        return environment;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
