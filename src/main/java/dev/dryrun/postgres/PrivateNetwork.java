package dev.dryrun.postgres;

import com.github.dockerjava.api.command.CreateNetworkCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.testcontainers.dockerclient.DockerClientConfigUtils;

/**
 * The network of one container, out of which the dump's code cannot send what it has read. A dump is code that runs
 * with superuser rights, {@code COPY … TO PROGRAM} included.
 *
 * @see <a href="https://docs.docker.com/engine/network/drivers/bridge/">Docker's bridge networks and their options</a>
 */
record PrivateNetwork(Kind kind, String name) {

    private static final int LOOKS = 25;
    /** Docker names the bridge of a network after so much of its id. */
    private static final int BRIDGE_DIGITS = 12;

    private static final String MASQUERADE = "com.docker.network.bridge.enable_ip_masquerade";

    /** How far a container gets, and how its server is reached. */
    enum Kind {
        /** An internal network whose bridge is on this machine: no way out, and reached at the container's own address. */
        INTERNAL,
        /**
         * An engine in a virtual machine: only a published port leads in, and no answer from outside finds the way back;
         * packets that want none do get out.
         */
        UNANSWERED,
        /** dryrun runs in a container beside it, and is reached over the engine's default network, as everybody is. */
        SHARED
    }

    /** Makes the most private network from which this process reaches the server. */
    static PrivateNetwork create(DockerEngine engine, String run, Map<String, String> labels) {
        String name = nameOf(run);
        PrivateNetwork internal = new PrivateNetwork(Kind.INTERNAL, name);
        if (made(engine, labels, command -> command.withName(name).withInternal(true))) {
            boolean usable = false;
            try {
                usable = internal.isOnThisMachine(engine);
            } finally {
                if (!usable) {
                    internal.remove(engine);
                }
            }
            if (usable) {
                return internal;
            }
        }
        if (!DockerClientConfigUtils.IN_A_CONTAINER
                && made(engine, labels, command -> command.withName(name).withOptions(Map.of(MASQUERADE, "false")))) {
            return new PrivateNetwork(Kind.UNANSWERED, name);
        }
        return new PrivateNetwork(Kind.SHARED, "bridge");
    }

    static String nameOf(String run) {
        return "dryrun-" + run;
    }

    /** What the report has to say about it. */
    Optional<String> warning() {
        return kind == Kind.SHARED
                ? Optional.of("the container can reach the network: dryrun runs in a container itself, and the engine's"
                        + " private networks cannot be entered from there")
                : Optional.empty();
    }

    /** The rest of the command that removes what was kept. */
    String removal() {
        return kind == Kind.SHARED ? "" : " && docker network rm " + name;
    }

    /**
     * Removes it; nothing happens where it is the engine's own or gone already. The engine may take a moment to let go of
     * the container; a network that stays even so holds no data and goes with the next start. Answers whether it is gone.
     */
    boolean remove(DockerEngine engine) {
        for (int look = 0; kind != Kind.SHARED && look < LOOKS; look++) {
            try {
                remove(engine, name);
                return true;
            } catch (DockerException e) {
                DockerEngine.sleepShortly();
            }
        }
        return kind == Kind.SHARED;
    }

    static void remove(DockerEngine engine, String name) {
        try {
            engine.client().removeNetworkCmd(name).exec();
        } catch (NotFoundException e) {
            // Removed by the next start of another run already.
            return;
        }
    }

    private static boolean made(DockerEngine engine, Map<String, String> labels, Shape shape) {
        try {
            shape.apply(engine.client().createNetworkCmd().withDriver("bridge").withLabels(labels))
                    .exec();
            return true;
        } catch (DockerException e) {
            // Without the option, or without an address range left: the next best.
            return false;
        }
    }

    /** Whether the bridge, whose address is the network's gateway, is an interface of this machine and not of another one. */
    private boolean isOnThisMachine(DockerEngine engine) {
        Network found = engine.client().inspectNetworkCmd().withNetworkId(name).exec();
        String bridge = "br-" + found.getId().substring(0, BRIDGE_DIGITS);
        List<Network.Ipam.Config> ranges = Optional.ofNullable(found.getIpam())
                .map(Network.Ipam::getConfig)
                .orElse(List.of());
        return ranges.stream()
                .map(Network.Ipam.Config::getGateway)
                .filter(Objects::nonNull)
                .anyMatch(address -> isAddressOf(bridge, address));
    }

    /** The name as well, because an engine elsewhere numbers its networks alike. */
    private static boolean isAddressOf(String bridge, String address) {
        try {
            NetworkInterface found = NetworkInterface.getByInetAddress(InetAddress.getByName(address));
            return found != null && found.getName().equals(bridge);
        } catch (IOException e) {
            return false;
        }
    }

    /** What a network is to be like. */
    private interface Shape {

        CreateNetworkCmd apply(CreateNetworkCmd command);
    }
}
