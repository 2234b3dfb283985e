package dev.dryrun.postgres;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The programs of every supported major, for tests of what differs between majors: {@code initdb}, {@code pg_ctl} and
 * {@code postgres} only, and {@code pg_waldump} where this machine has that of the same major. Maven has copied them to {@code target/postgres}; they are unpacked there once.
 */
public final class EmbeddedPrograms {

    /** All that dryrun supports. */
    public static final List<Integer> MAJORS = List.of(13, 14, 15, 16, 17, 18);

    private static final Path PLACE = Path.of("target/postgres").toAbsolutePath();

    private EmbeddedPrograms() {}

    static synchronized Programs of(int major) {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(PLACE, "*-" + major + ".*.jar");
                FileChannel lock = FileChannel.open(PLACE.resolve("lock"), CREATE, WRITE)) {
            // Another process may be running tests of the same build.
            lock.lock();
            Path jar = jars.iterator().next();
            String name = jar.getFileName().toString();
            String version = name.substring(name.lastIndexOf('-') + 1, name.length() - ".jar".length());
            Path unpacked = PLACE.resolve(version);
            if (Files.notExists(unpacked)) {
                unpack(jar, unpacked);
            }
            linkInstalled("pg_waldump", major, unpacked.resolve("bin"));
            return new Programs(unpacked.resolve("bin"), major, version);
        } catch (IOException e) {
            throw new UncheckedIOException("mvn pre-integration-test copies the programs to " + PLACE, e);
        }
    }

    private static void linkInstalled(String program, int major, Path bin) throws IOException {
        Path installed = Path.of("/usr/lib/postgresql", String.valueOf(major), "bin", program);
        if (Files.exists(installed) && Files.notExists(bin.resolve(program))) {
            Files.createSymbolicLink(bin.resolve(program), installed);
        }
    }

    /** Under another name until it is whole, because a test run may be interrupted. */
    private static void unpack(Path jar, Path target) throws IOException {
        Path partial = Files.createTempDirectory(PLACE, "partial");
        Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry archive = zip.stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow();
            try (TarArchiveInputStream tar = new TarArchiveInputStream(
                    new XZCompressorInputStream(new BufferedInputStream(zip.getInputStream(archive))))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    write(tar, entry, partial.resolve(entry.getName()));
                }
            }
        }
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path file) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, file);
        boolean executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
