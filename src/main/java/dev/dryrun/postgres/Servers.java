package dev.dryrun.postgres;

import com.github.dockerjava.api.exception.DockerException;
import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.NoVerdict;
import dev.dryrun.plan.ServerPlan;
import dev.dryrun.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts a throwaway server for a dump, of the first kind that works here. */
public final class Servers {

    // What is observed (leader_pid, waitstart and so on) is there from this major on.
    private static final int OLDEST_MAJOR = 13;

    private final ServerRequest request;
    private final InstalledPrograms installed;

    private Servers(ServerRequest request, InstalledPrograms installed) {
        this.request = request;
        this.installed = installed;
    }

    /**
     * Starts a server with the settings for a restore and removes what dead runs have left.
     *
     * @param progress is told, line by line, what is tried and what it came to
     */
    public static StartedServer start(ServerPlan plan, Dump dump, Progress progress) {
        ServerSettings.check(plan.settings());
        ServerRequest request = new ServerRequest(plan, dump, wantedMajor(plan, dump), progress);
        LocalKind.sweep();
        return new Servers(request, InstalledPrograms.find()).start();
    }

    static int wantedMajor(ServerPlan plan, Dump dump) {
        int wanted = plan.postgresVersion().orElse(Math.max(OLDEST_MAJOR, dump.serverMajor()));
        if (wanted < dump.serverMajor()) {
            throw new BadInput(
                    "--postgres-version " + wanted + " is older than the dumped server, " + dump.serverVersion(),
                    "a dump goes into its own major or a newer one");
        }
        if (wanted < OLDEST_MAJOR) {
            throw new BadInput(
                    "--postgres-version " + wanted + " is not supported", "use " + OLDEST_MAJOR + " or a newer one");
        }
        return wanted;
    }

    private StartedServer start() {
        try {
            return switch (request.plan().choice()) {
                case CONTAINER -> container();
                case LOCAL -> local("--server local");
                case AUTO -> auto();
            };
        } catch (Unavailable e) {
            String option = request.plan().choice().name().toLowerCase(java.util.Locale.ROOT);
            throw new NoVerdict("no server for --server " + option + ": " + e.getMessage(), e.hint(), e);
        }
    }

    private StartedServer auto() {
        Unavailable noContainer;
        try {
            return container();
        } catch (Unavailable e) {
            noContainer = e;
        }
        request.progress().note("no container: " + noContainer.getMessage());
        try {
            return local("no container: " + noContainer.getMessage());
        } catch (Unavailable noLocal) {
            throw new NoVerdict(
                    "no server could be started; container: " + noContainer.getMessage() + "; local: "
                            + noLocal.getMessage(),
                    "for a container: " + noContainer.hint() + "; for a local server: " + noLocal.hint(),
                    noLocal);
        }
    }

    private StartedServer container() throws Unavailable {
        try {
            return new ContainerKind(request, installed).start();
        } catch (DockerException e) {
            throw new Unavailable("Docker failed: " + DockerEngine.firstLine(e), "see the engine's own log");
        }
    }

    private StartedServer local(String reason) throws Unavailable {
        StartedServer started = new LocalKind(request, installed).start(reason);
        Optional<String> image = request.plan().image();
        if (image.isEmpty()) {
            return started;
        }
        List<String> warnings = new ArrayList<>(started.warnings());
        warnings.add("image " + image.get() + " was not used: " + reason);
        return new StartedServer(started.server(), started.why(), warnings);
    }
}
