package dev.dryrun.postgres;

import dev.dryrun.plan.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The dump file that is restored, recognised by its content and never by its name.
 *
 * @param serverVersion the version of the server that was dumped, as the dump states it
 * @param dumpedByMajor the major of the pg_dump that wrote it
 * @param database the name of the dumped database, where the dump states it
 * @param sha256 of the whole file, in lower-case hexadecimal digits
 */
public record Dump(
        Path path,
        DumpFormat format,
        String serverVersion,
        int serverMajor,
        int dumpedByMajor,
        Optional<String> database,
        long bytes,
        String sha256) {

    private static final int HEAD_BYTES = 65_536;
    private static final int TAIL_BYTES = 4_096;
    private static final String PLAIN_END = "-- PostgreSQL database dump complete";

    /** Recognises and measures a dump file. Anything that cannot be restored is {@link BadInput}. */
    public static Dump read(Path path) {
        requireFile(path);
        try {
            DumpHeader header = header(path);
            return new Dump(
                    path.toAbsolutePath().normalize(),
                    header.format(),
                    header.serverVersion(),
                    header.serverMajor(),
                    header.dumpedByMajor(),
                    header.database(),
                    Files.size(path),
                    sha256(path));
        } catch (IOException e) {
            throw new BadInput("the dump " + path + " cannot be read: " + e.getMessage(), "check the file");
        }
    }

    /** The name of the database to restore into: the dumped one's, or that of the file without its ending. */
    public String databaseName() {
        return database.orElseGet(() -> {
            String file = path.getFileName().toString();
            int dot = file.indexOf('.');
            return dot > 0 ? file.substring(0, dot) : file;
        });
    }

    private static void requireFile(Path path) {
        if (Files.isDirectory(path)) {
            boolean dump = Files.exists(path.resolve("toc.dat"));
            throw new BadInput(
                    path + (dump ? " is a dump in directory format, not supported yet" : " is a directory, not a dump"),
                    "give a file made with pg_dump --format=custom");
        }
        if (!Files.exists(path)) {
            throw new BadInput("the dump " + path + " does not exist", "check --dump");
        }
        if (!Files.isReadable(path)) {
            throw new BadInput("the dump " + path + " cannot be read", "check its permissions");
        }
    }

    private static DumpHeader header(Path path) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(path)) {
            head = in.readNBytes(HEAD_BYTES);
        }
        if (ArchiveHeader.isArchive(head)) {
            return ArchiveHeader.read(head, path.toString());
        }
        DumpHeader header = PlainHeader.read(new String(head, StandardCharsets.UTF_8), path.toString())
                .orElseThrow(() -> notADump(path, head));
        // psql takes the end of a file for the end of the rows, so a cut-off dump would seem to restore well.
        if (!tail(path).contains(PLAIN_END)) {
            throw new BadInput(path + " is damaged: the end of the dump is missing", "make the dump again");
        }
        return header;
    }

    private static BadInput notADump(Path path, byte[] head) {
        String hint = "give a file made with pg_dump --format=custom or --format=plain";
        if (head.length == 0) {
            return new BadInput(path + " is not a dump: it is empty", hint);
        }
        if (startsWith(head, 0x1f, 0x8b)
                || startsWith(head, 0x28, 0xb5, 0x2f, 0xfd)
                || startsWith(head, 4, 0x22, 0x4d)) {
            return new BadInput(path + " is compressed, which is not supported yet", "decompress it first");
        }
        if (startsWith(head, 't', 'o', 'c', '.', 'd', 'a', 't', 0)) {
            return new BadInput(path + " is a dump in tar format, not supported yet", hint);
        }
        return new BadInput(path + " is not a dump that pg_dump wrote", hint);
    }

    private static boolean startsWith(byte[] head, int... magic) {
        for (int at = 0; at < magic.length; at++) {
            if (head.length <= at || (head[at] & 0xff) != magic[at]) {
                return false;
            }
        }
        return true;
    }

    private static String tail(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - TAIL_BYTES));
            byte[] tail = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(tail);
            return new String(tail, StandardCharsets.UTF_8);
        }
    }

    private static String sha256(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
