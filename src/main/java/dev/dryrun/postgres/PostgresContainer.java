package dev.dryrun.postgres;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.wait.strategy.WaitStrategy;
import org.testcontainers.containers.wait.strategy.WaitStrategyTarget;
import org.testcontainers.dockerclient.DockerClientConfigUtils;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** The container of one throwaway server: private, removed with its volume when it ends, and ended by its lease. */
final class PostgresContainer {

    static final String USER = "postgres";
    private static final String DUMP = "/tmp/dryrun.dump";
    private static final Duration QUICK = Duration.ofSeconds(30);
    // Parallel queries and index builds share memory there; the 64 MB of a plain container are too little for them.
    private static final long SHARED_MEMORY = 1L << 30;

    private final ServerRequest request;
    private final DockerEngine engine;
    private final String image;
    private final String run = UUID.randomUUID().toString();
    private final String password = Passwords.random();
    private final DeathWatch watch;
    private final PrivateNetwork network;
    private volatile PostgreSQLContainer container;

    PostgresContainer(ServerRequest request, DockerEngine engine, String image) {
        this.request = request;
        this.engine = engine;
        this.image = image;
        this.watch = ContainerWatch.over(run);
        boolean made = false;
        try {
            this.network = PrivateNetwork.create(engine, run, labels());
            this.container = describe(false);
            made = true;
        } finally {
            if (!made) {
                // Nothing runs yet. A network that was made all the same holds no data and goes with the next start.
                watch.end();
            }
        }
    }

    /** The settings with those by which the server is reached inside its container. */
    static Map<String, String> reachable(Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("listen_addresses", "*");
        all.put("port", String.valueOf(ContainerScript.PORT));
        return all;
    }

    /** Starts the container, with the dump mounted or else copied into it. */
    void start() throws Unavailable {
        try {
            if (request.dump().isStreamed()) {
                container.start();
            } else if (!engine.sharesFiles() || !startWithMount()) {
                container = describe(false);
                container.start();
                container.copyFileToContainer(
                        MountableFile.forHostPath(request.dump().path()), DUMP);
            }
        } catch (ContainerLaunchException e) {
            throw new Unavailable(
                    "a container of " + image + " could not be started: " + DockerEngine.firstLine(cause(e)),
                    "see docker logs and docker events");
        }
    }

    String image() {
        return image;
    }

    PrivateNetwork network() {
        return network;
    }

    String password() {
        return password;
    }

    String dumpPath() {
        return DUMP;
    }

    boolean isCreated() {
        return container.getContainerId() != null;
    }

    String shortId() {
        return isCreated() ? container.getContainerId().substring(0, 12) : run;
    }

    ContainerPrograms programs() {
        return new ContainerPrograms(engine, container.getContainerId());
    }

    /**
     * Where the server may be reached: at the container's own address where its network is on this machine; else at its
     * published port, and also at its own address where dryrun may itself run in a container beside it, for which that
     * port is not on the loopback address.
     */
    List<InetSocketAddress> addresses() {
        if (network.kind() == PrivateNetwork.Kind.INTERNAL) {
            return ownAddresses();
        }
        List<InetSocketAddress> all = new ArrayList<>();
        all.add(InetSocketAddress.createUnresolved("127.0.0.1", container.getMappedPort(ContainerScript.PORT)));
        if (DockerClientConfigUtils.IN_A_CONTAINER) {
            all.addAll(ownAddresses());
        }
        return all;
    }

    private List<InetSocketAddress> ownAddresses() {
        return container.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
                .map(ContainerNetwork::getIpAddress)
                .filter(address -> address != null && !address.isEmpty())
                .map(address -> InetSocketAddress.createUnresolved(address, ContainerScript.PORT))
                .toList();
    }

    /**
     * Found by its label, so that a container is removed even where its start was interrupted. What the engine has not
     * removed in time is left to the watch, for when we are gone.
     */
    void remove() {
        boolean removed = removeContainer();
        if (network.remove(engine) && removed) {
            watch.end();
        }
    }

    /** It is to stay when dryrun has ended. */
    void unwatch() {
        watch.end();
    }

    private boolean removeContainer() {
        return engine.remove(ContainerLabels.RUN, run);
    }

    private Map<String, String> labels() {
        return ContainerLabels.of(run, request.plan().keep());
    }

    /** Whether the container came up and can read the dump where it is mounted; it is gone if not. */
    private boolean startWithMount() {
        container = describe(true);
        try {
            container.start();
            if (programs()
                    .script(QUICK, "test -r \"$1\" && { test -f \"$1\" || test -r \"$1/toc.dat\"; }", DUMP)
                    .succeeded()) {
                return true;
            }
        } catch (ContainerLaunchException e) {
            // An engine in a virtual machine, or one that we talk to from inside a container, does not have our files.
            if (!String.valueOf(cause(e).getMessage()).contains("mount")) {
                throw e;
            }
        }
        removeContainer();
        return false;
    }

    private PostgreSQLContainer describe(boolean mounted) {
        PostgreSQLContainer described =
                new Unpublished(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"));
        described
                .withUsername(USER)
                .withPassword(password)
                .withDatabaseName("postgres")
                .withEnv("POSTGRES_INITDB_ARGS", "--no-sync --encoding=UTF8 --locale=C")
                .withSharedMemorySize(SHARED_MEMORY)
                .withLabels(labels())
                .withNetworkMode(network.name())
                .withCreateContainerCmdModifier(command -> shape(command, mounted));
        described.setWaitStrategy(new NoWait());
        if (network.kind() == PrivateNetwork.Kind.INTERNAL) {
            described.setExposedPorts(List.of());
        }
        return described;
    }

    private void shape(CreateContainerCmd command, boolean mounted) {
        List<String> server = new ArrayList<>(entrypoint());
        server.add("postgres");
        String settings = ServerSettings.file(reachable(request.restoreSettings()));
        List<String> environment = new ArrayList<>(List.of(command.getEnv()));
        environment.add("DRYRUN_SETTINGS=" + settings);
        command.withEntrypoint("sh", "-c", ContainerScript.MAIN, "dryrun")
                .withCmd(server)
                .withEnv(environment)
                .withLabels(new ContainerLabels.Unreaped(command.getLabels()));
        HostConfig host = command.getHostConfig().withAutoRemove(true);
        ContainerLimits.set(host, engine);
        if (network.kind() != PrivateNetwork.Kind.INTERNAL) {
            host.withPortBindings(
                    new PortBinding(Ports.Binding.bindIp("127.0.0.1"), ExposedPort.tcp(ContainerScript.PORT)));
        }
        if (mounted) {
            host.withMounts(List.of(mount(request.dump().path())));
        }
    }

    private static Mount mount(Path dump) {
        return new Mount()
                .withType(MountType.BIND)
                .withSource(dump.toString())
                .withTarget(DUMP)
                .withReadOnly(true);
    }

    private List<String> entrypoint() {
        return engine.image(image)
                .map(InspectImageResponse::getConfig)
                .map(config -> config.getEntrypoint())
                .map(List::of)
                .orElse(List.of());
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** One of which Testcontainers may ask the port though none is published. */
    private static final class Unpublished extends PostgreSQLContainer {

        Unpublished(DockerImageName image) {
            super(image);
        }

        @Override
        public Integer getMappedPort(int port) {
            return getExposedPorts().isEmpty() ? Integer.valueOf(port) : super.getMappedPort(port);
        }
    }

    /** Testcontainers need not wait: whether the server is up is seen by connecting to it. */
    private static final class NoWait implements WaitStrategy {

        @Override
        public void waitUntilReady(WaitStrategyTarget target) {
            // The container runs, and that is all that is asked for here.
        }

        @Override
        public WaitStrategy withStartupTimeout(Duration timeout) {
            return this;
        }
    }
}
