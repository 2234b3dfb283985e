package dev.dryrun.postgres;

import dev.dryrun.plan.NoVerdict;
import dev.dryrun.time.RunClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The directory of one local server, which only that server's user can enter, with the name of its owner inside. */
final class PrivateDirectory {

    private static final String PREFIX = "dryrun-";
    private static final String OWNER = "owner";
    private static final Duration DELETING = Duration.ofSeconds(10);
    private static final FileAttribute<?> ONLY_ITS_USER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path path;
    private final ServerUser user;

    private PrivateDirectory(Path path, ServerUser user) {
        this.path = path;
        this.user = user;
    }

    /** One that is still to be made, so that it can be watched over from its beginning. */
    static PrivateDirectory planned(ServerUser user) {
        return new PrivateDirectory(base().resolve(PREFIX + UUID.randomUUID()), user);
    }

    void make() {
        try {
            Files.createDirectory(path, ONLY_ITS_USER);
            write(OWNER, Owner.self().text());
            user.take(path);
        } catch (IOException e) {
            throw new NoVerdict(
                    "could not make a directory for the server in " + base() + ": " + e.getMessage(),
                    "set TMPDIR to a directory with free space",
                    e);
        }
    }

    /** The directories of servers whose owner is dead, and of nobody else's user. */
    static List<PrivateDirectory> abandoned(ServerUser user) {
        List<PrivateDirectory> found = new ArrayList<>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(base(), PREFIX + "*")) {
            for (Path path : directories) {
                if (user.owns(path) && owner(path).map(Owner::isDead).orElse(false)) {
                    found.add(new PrivateDirectory(path, user));
                }
            }
        } catch (IOException e) {
            // Another run may be removing the same one; what is left the next start will find.
            return found;
        }
        return found;
    }

    Path path() {
        return path;
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /** Writes a file that only the server's user can read. */
    Path write(String name, String text) throws IOException {
        Path file = path.resolve(name);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text, StandardOpenOption.TRUNCATE_EXISTING);
        user.take(file);
        return file;
    }

    /** Makes a directory that only the server's user can enter. */
    Path makeDirectory(String name) throws IOException {
        Path made = Files.createDirectory(path.resolve(name), ONLY_ITS_USER);
        user.take(made);
        return made;
    }

    /** Takes in a file of ours that the server's user cannot read: as a link where that helps, else as a copy. */
    Path takeIn(Path source, String name, boolean linkHelps) throws IOException {
        Path file = path.resolve(name);
        if (linkHelps) {
            try {
                return Files.createLink(file, source);
            } catch (IOException | UnsupportedOperationException e) {
                // Another file system: the copy does it.
                Files.deleteIfExists(file);
            }
        }
        write(name, "");
        try (var out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
            Files.copy(source, out);
        }
        return file;
    }

    /** Gives up the directory: no later start will remove it. */
    void disown() {
        try {
            Files.deleteIfExists(path.resolve(OWNER));
        } catch (IOException e) {
            throw new NoVerdict("could not keep " + path + ": " + e.getMessage(), "remove it by hand", e);
        }
    }

    /**
     * Deletes everything; a server that is just ending may still write, so more than once if need be. Answers whether
     * nothing is left.
     */
    boolean delete() {
        RunClock clock = RunClock.system();
        while (Files.exists(path) && clock.now().nanos() < DELETING.toNanos()) {
            try {
                Files.walkFileTree(path, new Deleter());
            } catch (IOException e) {
                pause();
            }
        }
        return Files.notExists(path);
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where they are made. */
    static Path base() {
        return Path.of(Optional.ofNullable(System.getenv("TMPDIR"))
                .filter(each -> !each.isBlank())
                .orElse(System.getProperty("java.io.tmpdir")));
    }

    private static Optional<Owner> owner(Path directory) {
        try {
            return Owner.parse(Files.readString(directory.resolve(OWNER), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Deletes a tree from the leaves up, following no links. */
    private static final class Deleter extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
