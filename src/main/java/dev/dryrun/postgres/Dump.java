package dev.dryrun.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The dump that is restored, recognised by its content and never by its name.
 *
 * @param path of a file, or of a directory made with {@code --format=directory}
 * @param compression of the file as a whole
 * @param bytes the size on disk
 * @param sha256 of the whole file as it lies on disk, in lower-case hexadecimal digits; for a directory that of the
 *     lines which {@code sha256sum} prints for its files in the order of their names
 * @param contents what a plain dump holds; an archive is read by pg_restore once there is one
 */
public record Dump(
        Path path,
        DumpCompression compression,
        DumpHeader header,
        long bytes,
        String sha256,
        Optional<DumpContents> contents) {

    private static final int BUFFER = 1 << 18;

    /** Recognises, measures and checks a dump. Anything that cannot be restored is {@link dev.dryrun.plan.BadInput}. */
    public static Dump read(Path path) {
        return DumpReader.read(path);
    }

    /**
     * The name of the database that a dump is restored into, from the dump's first bytes: at once, whatever its size, so
     * nothing of it is checked but these.
     */
    public static String databaseName(Path path) {
        return DumpReader.header(path).database().orElseGet(() -> DumpReader.nameOf(path));
    }

    public DumpFormat format() {
        return header.format();
    }

    /** The version of the server that was dumped, as the dump states it. */
    public String serverVersion() {
        return header.serverVersion();
    }

    public int serverMajor() {
        return header.serverMajor();
    }

    /** The major of the pg_dump that wrote it. */
    public int dumpedByMajor() {
        return header.dumpedByMajor();
    }

    /** The name of the dumped database, where the dump states it. */
    public Optional<String> database() {
        return header.database();
    }

    /** The name of the database to restore into: the dumped one's, or that of the file without its ending. */
    public String databaseName() {
        return database().orElseGet(() -> DumpReader.nameOf(path));
    }

    /** Whether it is read here and handed to psql or pg_restore, so that they need not see the file. */
    boolean isStreamed() {
        return format() == DumpFormat.PLAIN || compression != DumpCompression.NONE;
    }

    /** What the file holds, decompressed. */
    InputStream open() throws IOException {
        return open(file -> file);
    }

    /** The same, with the file read through something that watches. */
    InputStream open(UnaryOperator<InputStream> watched) throws IOException {
        InputStream file = watched.apply(Files.newInputStream(path));
        try {
            return compression.decompress(new BufferedInputStream(file, BUFFER));
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }
}
