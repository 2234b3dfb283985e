package dev.dryrun.postgres;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import java.util.List;
import java.util.Optional;

/** What a container may use of the machine: a dump that goes wild must end itself and not its host. */
final class ContainerLimits {

    // What an image's entrypoint needs to give the data directory to the user postgres, to become that user, and our
    // first process to signal it.
    private static final Capability[] NEEDED = {
        Capability.CHOWN,
        Capability.DAC_OVERRIDE,
        Capability.FOWNER,
        Capability.KILL,
        Capability.SETGID,
        Capability.SETUID
    };
    // One for each connection; 200 of the load and Postgres's own are far from it.
    private static final long PROCESSES = 4096;
    // An address that nobody has (RFC 5737), so that the engine's own resolver carries no names out.
    private static final String NOWHERE = "192.0.2.1";

    private ContainerLimits() {}

    static void set(HostConfig host, DockerEngine engine) {
        host.withCapDrop(Capability.ALL)
                .withCapAdd(NEEDED)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withPidsLimit(PROCESSES)
                .withDns(List.of(NOWHERE));
        // Four fifths: the rest is for dryrun, and for the host to stay reachable. No swap on top.
        Optional.ofNullable(engine.client().infoCmd().exec().getMemTotal())
                .filter(total -> total > 0)
                .map(total -> total / 5 * 4)
                .ifPresent(limit -> host.withMemory(limit).withMemorySwap(limit));
    }
}
