package dev.dryrun.postgres;

import java.nio.file.Path;
import java.util.Optional;

/** Chooses installed programs for a local server and starts it. */
final class LocalKind {

    private final ServerRequest request;
    private final InstalledPrograms installed;

    LocalKind(ServerRequest request, InstalledPrograms installed) {
        this.request = request;
        this.installed = installed;
    }

    /** Removes the servers and directories that killed runs have left. */
    static void sweep() {
        try {
            ServerUser user = ServerUser.choose();
            for (PrivateDirectory left : PrivateDirectory.abandoned(user)) {
                InstalledPrograms installed = InstalledPrograms.find();
                Programs any = installed.nearest(0).orElse(new Programs(Path.of("/"), 0, ""));
                new LocalPrograms(any, any, user, left).stopAtOnce(left.resolve("data"));
                left.delete();
            }
        } catch (Unavailable e) {
            // Without a user to run servers as none can have been left.
            return;
        }
    }

    /** @param reason why it is a local server that is started */
    StartedServer start(String reason) throws Unavailable {
        Programs server = serverPrograms();
        Programs restore = restorePrograms(server);
        ServerUser user = ServerUser.choose();
        String using = reason + "; using " + server.directory();
        request.progress().stage("starting", "starting a local server of " + server.directory());
        LocalPrograms programs = new LocalPrograms(server, restore, user, PrivateDirectory.planned(user));
        return new StartedServer(
                LocalServer.start(request, programs),
                using,
                ArchiveSupport.warnings(server.major(), restore.major(), request.dump()));
    }

    Programs serverPrograms() throws Unavailable {
        Optional<Programs> nearest = installed.nearest(leastMajor());
        boolean exactly = request.plan().postgresVersion().isPresent();
        if (nearest.isEmpty() || exactly && nearest.get().major() != request.major()) {
            throw new Unavailable(
                    "Postgres " + leastMajor() + (exactly ? "" : " or newer") + " is needed and "
                            + installed.description(),
                    "install the server programs of Postgres " + leastMajor() + " (Debian: postgresql-" + leastMajor()
                            + ", Homebrew: postgresql@" + leastMajor() + ")");
        }
        return nearest.get();
    }

    /** The wanted major; newer only where no installed pg_restore could read the archive for that one. */
    private int leastMajor() {
        Dump dump = request.dump();
        boolean readable = ArchiveSupport.understands(request.major(), dump)
                || installed.nearest(dump.dumpedByMajor()).isPresent();
        return readable ? request.major() : Math.max(request.major(), dump.dumpedByMajor());
    }

    private Programs restorePrograms(Programs server) {
        if (ArchiveSupport.isNewEnough(server.major(), request.dump())) {
            return server;
        }
        return installed.nearest(request.dump().dumpedByMajor()).orElse(server);
    }
}
