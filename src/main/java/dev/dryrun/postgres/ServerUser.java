package dev.dryrun.postgres;

import dev.dryrun.plan.NoVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operating system user that a local server runs as: ourselves, unless we are root, which Postgres refuses. */
final class ServerUser {

    private static final List<String> CANDIDATES = List.of("postgres", "nobody");
    private static final List<String> DIRECTORIES = List.of("/usr/bin", "/usr/sbin", "/bin", "/sbin");

    private final Optional<String> other;
    private final List<String> prefix;

    private ServerUser(Optional<String> other, List<String> prefix) {
        this.other = other;
        this.prefix = List.copyOf(prefix);
    }

    static ServerUser choose() throws Unavailable {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new ServerUser(Optional.empty(), List.of());
        }
        for (String user : CANDIDATES) {
            if (principal(user).isPresent()) {
                return new ServerUser(Optional.of(user), prefix(user));
            }
        }
        throw new Unavailable(
                "Postgres refuses to run as root, and there is neither a user postgres nor nobody",
                "start dryrun as another user");
    }

    /** A command as this user runs it. */
    List<String> command(List<String> command) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        return all;
    }

    String name() {
        return other.orElse(System.getProperty("user.name"));
    }

    boolean owns(Path path) {
        try {
            return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName().equals(name());
        } catch (IOException e) {
            return false;
        }
    }

    /** Makes a file or directory of ours this user's. */
    void take(Path path) throws IOException {
        if (other.isPresent()) {
            Files.setOwner(
                    path,
                    principal(name())
                            .orElseThrow(() ->
                                    new NoVerdict("the user " + name() + " is gone", "start dryrun as another user")));
        }
    }

    private static Optional<UserPrincipal> principal(String user) {
        try {
            return Optional.of(
                    Path.of("/").getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<String> prefix(String user) throws Unavailable {
        Optional<String> setpriv = program("setpriv");
        if (setpriv.isPresent()) {
            return List.of(setpriv.get(), "--reuid=" + user, "--regid=" + groupOf(user), "--clear-groups", "--");
        }
        Optional<String> runuser = program("runuser");
        if (runuser.isPresent()) {
            return List.of(runuser.get(), "-u", user, "--");
        }
        Optional<String> su = program("su");
        if (su.isPresent()) {
            return List.of(su.get(), "-s", "/bin/sh", user, "-c", "exec \"$0\" \"$@\"");
        }
        throw new Unavailable(
                "Postgres refuses to run as root, and neither setpriv, runuser nor su is there to run it as " + user,
                "install util-linux or start dryrun as another user");
    }

    private static String groupOf(String user) {
        ProgramResult id =
                new ProgramRun(Path.of("/")).run(List.of("id", "-g", user), Map.of(), Duration.ofSeconds(10));
        return id.stdout().strip();
    }

    private static Optional<String> program(String name) {
        return DIRECTORIES.stream()
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
