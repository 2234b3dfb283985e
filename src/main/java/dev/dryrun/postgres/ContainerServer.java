package dev.dryrun.postgres;

import com.github.dockerjava.api.exception.DockerException;
import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.NoVerdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** A throwaway server in a container of an official-like Postgres image, started through Testcontainers. */
final class ContainerServer implements PostgresServer {

    private static final Duration QUICK = Duration.ofSeconds(30);
    private static final Duration FLUSH = Duration.ofHours(2);
    private static final int TAIL_LINES = 15;

    private final ServerRequest request;
    private final DockerEngine engine;
    private final PostgresContainer container;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicReference<Optional<Connection>> lease = new AtomicReference<>(Optional.empty());
    private volatile boolean kept;
    private volatile ServerAddress address;
    private volatile ServerAddress.Identity identity;
    private volatile Optional<RestoreProgram> restoreProgram = Optional.empty();

    private ContainerServer(ServerRequest request, DockerEngine engine, String image) {
        this.request = request;
        this.engine = engine;
        this.container = new PostgresContainer(request, engine, image);
        this.address = new ServerAddress("127.0.0.1", 0, PostgresContainer.USER, container.password());
        this.identity = new ServerAddress.Identity(0, "", "", "");
    }

    /** Starts a container of an image that the engine has, with the settings for a restore. */
    static ContainerServer start(ServerRequest request, DockerEngine engine, String image) throws Unavailable {
        ContainerServer server = new ContainerServer(request, engine, image);
        StartGuard guard = StartGuard.over(server);
        try {
            server.container.start();
            server.awaitReady(server.places(), Map.of());
            server.identity = server.address.identity();
            return server;
        } catch (SQLException e) {
            server.close();
            throw new Unavailable(
                    "the server in " + image + " does not answer: " + e.getMessage(), "try --server local");
        } catch (RuntimeException | Unavailable e) {
            if (server.closed.get()) {
                throw new NoVerdict("the server was closed while it started", "start again", e);
            }
            server.close();
            throw e;
        } finally {
            guard.end();
        }
    }

    /** Restores with the pg_restore of this machine instead of the image's older one. */
    void restoreWith(Programs programs) {
        restoreProgram = Optional.of(new RestoreProgram(
                programs, new ProgramRun(request.dump().path().getParent())));
    }

    Optional<String> networkWarning() {
        return container.network().warning();
    }

    @Override
    public String kind() {
        return "container";
    }

    @Override
    public Optional<String> image() {
        return Optional.of(container.image());
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
        return identity.major();
    }

    @Override
    public int restoreMajor() {
        return restoreProgram.map(each -> each.programs().major()).orElse(major());
    }

    @Override
    public String version() {
        return identity.version();
    }

    @Override
    public String dataDirectory() {
        return identity.dataDirectory();
    }

    @Override
    public String dumpPath() {
        return restoreProgram.isPresent() ? request.dump().path().toString() : container.dumpPath();
    }

    @Override
    public String program(String name) {
        return identity.programs() + "/" + name;
    }

    @Override
    public ProgramResult run(ProgramCall call) {
        TextTail stdout = new TextTail(TextTail.STDOUT_CHARS);
        ProgramResult result = run(call, ProgramStreams.to(stdout));
        return new ProgramResult(result.exitCode(), stdout.text(), result.stderr());
    }

    @Override
    public ProgramResult run(ProgramCall call, ProgramStreams streams) {
        // Inside the container it goes over the socket, which the lease does not count as somebody being connected.
        Map<String, String> environment =
                new HashMap<>(Map.of("PGUSER", address.user(), "PGPASSWORD", address.password(), "LC_ALL", "C"));
        environment.putAll(call.environment());
        if (restoreProgram.isPresent() && call.program().equals("pg_restore")) {
            environment.putAll(Map.of("PGHOST", address.host(), "PGPORT", String.valueOf(address.port())));
            return restoreProgram.get().run(call, environment, streams);
        }
        String program = call.isPostgresProgram() ? program(call.program()) : call.program();
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(call.arguments());
        return container.programs().run(command, environment, call.deadline(), streams);
    }

    @Override
    public void restart(Map<String, String> settings) {
        releaseLease();
        ProgramResult stopped = container.programs().script(FLUSH, ContainerScript.STOP, identity.programs());
        if (!stopped.succeeded()) {
            throw new NoVerdict(
                    "could not stop the server in the container: "
                            + stopped.stderr().strip(),
                    "its log ends\n" + tail());
        }
        container
                .programs()
                .script(QUICK, ContainerScript.START, ServerSettings.file(PostgresContainer.reachable(settings)));
        awaitReady(List.of(address), settings);
    }

    @Override
    public String log() {
        return container.isCreated() ? container.programs().log() : "";
    }

    @Override
    public Connection connect(String database, String applicationName) {
        try {
            return address.connect(database, applicationName);
        } catch (SQLException e) {
            throw new NoVerdict(
                    "could not connect to database " + database + ": " + e.getMessage(),
                    "the server's log ends\n" + tail(),
                    e);
        }
    }

    @Override
    public String keep(String database) {
        container.programs().script(QUICK, ContainerScript.KEEP);
        container.unwatch();
        kept = true;
        releaseLease();
        return "connect with  psql '" + address.uri(database) + "'\nremove with   docker rm -f -v "
                + container.shortId() + container.network().removal();
    }

    @Override
    public void close() {
        if (kept || !closed.compareAndSet(false, true)) {
            return;
        }
        Uninterrupted.work("dryrun-container-removal", this::remove);
    }

    private void remove() {
        restoreProgram.ifPresent(RestoreProgram::endAll);
        try {
            container.remove();
        } catch (DockerException e) {
            throw new NoVerdict(
                    "could not remove the container " + container.shortId() + ": " + DockerEngine.firstLine(e),
                    "docker rm -f -v " + container.shortId(),
                    e);
        } finally {
            releaseLease();
        }
    }

    private List<ServerAddress> places() {
        return container.addresses().stream()
                .map(each -> address.at(each.getHostString(), each.getPort()))
                .toList();
    }

    private void awaitReady(List<ServerAddress> places, Map<String, String> settings) {
        ReadyDeadline deadline = new ReadyDeadline(container);
        Optional<ServerAddress> ready = ServerAddress.firstReady(places, () -> !closed.get() && deadline.goOn());
        if (ready.isEmpty()) {
            throw notStarted(settings);
        }
        address = ready.get();
        lease.set(Optional.of(connect("postgres", "dryrun lease")));
    }

    private RuntimeException notStarted(Map<String, String> settings) {
        if (ServerSettings.include(settings, request.plan().settings())) {
            return new BadInput(
                    "the server does not start with " + request.plan().settings(), "its log ends\n" + tail());
        }
        return new NoVerdict("the server in the container does not start", "its log ends\n" + tail());
    }

    private void releaseLease() {
        lease.getAndSet(Optional.empty()).ifPresent(connection -> {
            try {
                connection.close();
            } catch (SQLException e) {
                // The server is gone, and the connection with it.
                return;
            }
        });
    }

    private String tail() {
        return TextTail.lastLines(log(), TAIL_LINES);
    }
}
