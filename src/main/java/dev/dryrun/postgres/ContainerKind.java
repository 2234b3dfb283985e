package dev.dryrun.postgres;

import dev.dryrun.plan.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Chooses the image for a container and starts it. */
final class ContainerKind {

    private final ServerRequest request;
    private final InstalledPrograms installed;

    ContainerKind(ServerRequest request, InstalledPrograms installed) {
        this.request = request;
        this.installed = installed;
    }

    StartedServer start() throws Unavailable {
        DockerEngine engine = DockerEngine.find();
        ContainerLabels.sweep(engine);
        String image = image();
        boolean present = engine.image(image).isPresent();
        if (!present) {
            engine.pull(image, request.progress());
        }
        request.progress().stage("starting", "starting a container of " + image);
        ContainerServer server = ContainerServer.start(request, engine, image);
        try {
            int restoreMajor = chooseRestore(server);
            return new StartedServer(
                    server,
                    "Docker answered; image " + image + (present ? " is present" : " was pulled"),
                    warnings(server, restoreMajor));
        } catch (RuntimeException | Unavailable e) {
            server.close();
            throw e;
        }
    }

    private List<String> warnings(ContainerServer server, int restoreMajor) {
        List<String> all = new ArrayList<>(ArchiveSupport.warnings(server.major(), restoreMajor, request.dump()));
        server.networkWarning().ifPresent(all::add);
        return all;
    }

    String image() throws Unavailable {
        return request.plan().image().orElse("postgres:" + imageMajor());
    }

    /** The wanted major, or that of the pg_dump where nothing else here could read its archive. */
    private int imageMajor() throws Unavailable {
        Dump dump = request.dump();
        if (ArchiveSupport.understands(request.major(), dump) || newerRestore().isPresent()) {
            return request.major();
        }
        if (request.plan().postgresVersion().isPresent()) {
            throw tooOld(request.major());
        }
        return dump.dumpedByMajor();
    }

    /** The major of the pg_restore that will be used. */
    private int chooseRestore(ContainerServer server) throws Unavailable {
        Dump dump = request.dump();
        if (server.major() < dump.serverMajor()) {
            throw new BadInput(
                    "the image " + server.image().orElse("") + " holds Postgres " + server.major()
                            + ", older than the dumped " + dump.serverMajor(),
                    "a dump goes into its own major or a newer one");
        }
        if (ArchiveSupport.isNewEnough(server.major(), dump)) {
            return server.major();
        }
        Optional<Programs> newer = newerRestore();
        if (newer.isPresent()) {
            server.restoreWith(newer.get());
            return newer.get().major();
        }
        if (!ArchiveSupport.understands(server.major(), dump)) {
            throw tooOld(server.major());
        }
        return server.major();
    }

    private Optional<Programs> newerRestore() {
        return installed.nearest(request.dump().dumpedByMajor());
    }

    private Unavailable tooOld(int major) {
        int writer = request.dump().dumpedByMajor();
        return new Unavailable(
                "pg_dump " + writer + " wrote the dump, and pg_restore " + major + " cannot read it",
                "install the Postgres " + writer + " client programs, or leave out --postgres-version");
    }
}
