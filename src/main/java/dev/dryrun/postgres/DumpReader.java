package dev.dryrun.postgres;

import dev.dryrun.plan.BadInput;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.ZipException;

/** Recognises, measures and checks a dump in one pass over its bytes. */
final class DumpReader {

    private static final int HEAD_BYTES = 65_536;
    private static final int BUFFER = 1 << 18;
    private static final byte[] TAR_START = "toc.dat\0".getBytes(StandardCharsets.US_ASCII);
    private static final String HINT = "give a file made with pg_dump (any --format; plain SQL also as .gz or .zst)";

    private final Path path;

    private DumpReader(Path path) {
        this.path = path;
    }

    static Dump read(Path path) {
        return reading(path, () -> Files.isDirectory(path) ? DirectoryDump.read(path) : new DumpReader(path).file());
    }

    /** What the first bytes say, without a look at the rest. */
    static DumpHeader header(Path path) {
        return reading(
                path, () -> Files.isDirectory(path) ? DirectoryDump.header(path) : new DumpReader(path).headerOfFile());
    }

    /** Something that is read of a dump. */
    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T reading(Path path, Reading<T> reading) {
        requireReadable(path);
        try {
            return reading.read();
        } catch (EOFException | ZipException | com.github.luben.zstd.ZstdIOException e) {
            throw new BadInput(path + " is damaged: " + e.getMessage(), "make or copy the dump again");
        } catch (IOException e) {
            // The zstd library tells a cut file by a plain IOException.
            boolean cut = String.valueOf(e.getMessage()).startsWith("Truncated source");
            String what = cut ? path + " is damaged: its end is missing" : "the dump " + path + " cannot be read";
            throw new BadInput(cut ? what : what + ": " + e.getMessage(), "check the file, or make the dump again");
        }
    }

    private static void requireReadable(Path path) {
        if (!Files.exists(path)) {
            throw new BadInput("the dump " + path + " does not exist", "check --dump");
        }
        if (!Files.isReadable(path)) {
            throw new BadInput("the dump " + path + " cannot be read", "check its permissions");
        }
    }

    private DumpHeader headerOfFile() throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(path), BUFFER);
                InputStream in = compression().decompress(file)) {
            byte[] head = in.readNBytes(HEAD_BYTES);
            boolean tar = startsWith(head, TAR_START);
            byte[] start = tar ? Arrays.copyOfRange(head, TarDump.BLOCK, head.length) : head;
            return ArchiveHeader.isArchive(start) ? ArchiveHeader.read(start, path.toString()) : plainHeader(head);
        }
    }

    private DumpCompression compression() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return DumpCompression.of(in.readNBytes(4));
        }
    }

    private Dump file() throws IOException {
        DumpCompression compression = compression();
        try (InputStream file = new BufferedInputStream(Files.newInputStream(path), BUFFER);
                DigestInputStream digested = new DigestInputStream(file, Digests.sha256());
                InputStream in = compression.decompress(digested)) {
            Read read = content(in);
            drain(in);
            drain(digested);
            return new Dump(
                    path.toAbsolutePath().normalize(),
                    compression,
                    read.header(),
                    Files.size(path),
                    HexFormat.of().formatHex(digested.getMessageDigest().digest()),
                    read.contents());
        }
    }

    private Read content(InputStream in) throws IOException {
        byte[] head = in.readNBytes(HEAD_BYTES);
        if (ArchiveHeader.isArchive(head)) {
            return new Read(custom(ArchiveHeader.read(head, path.toString())), Optional.empty());
        }
        PushbackInputStream whole = new PushbackInputStream(in, HEAD_BYTES);
        whole.unread(head);
        if (startsWith(head, TAR_START)) {
            return new Read(new TarDump(whole, path).header(), Optional.empty());
        }
        DumpHeader header = plainHeader(head);
        DumpScan scan = new DumpScan();
        drain(new DumpText(whole, scan));
        // psql takes the end of a file for the end of the rows, so a cut-off dump would seem to restore well.
        if (!scan.isComplete()) {
            throw new BadInput(path + " is damaged: the end of the dump is missing", "make the dump again");
        }
        scan.requireSchema(path, 0);
        return new Read(header, Optional.of(scan.contents(header.database().orElse(nameOf(path)))));
    }

    private DumpHeader plainHeader(byte[] head) {
        if (TarDump.isTar(head)) {
            // What it holds first may well be a plain dump.
            throw notADump(head);
        }
        return PlainHeader.read(new String(head, StandardCharsets.UTF_8), path.toString())
                .orElseThrow(() -> notADump(head));
    }

    private DumpHeader custom(DumpHeader header) {
        if (header.format() != DumpFormat.CUSTOM) {
            throw new BadInput(path + " is the table of contents of a dump in directory format", "give its directory");
        }
        return header;
    }

    private BadInput notADump(byte[] head) {
        if (head.length == 0) {
            return new BadInput(path + " is not a dump: it is empty", HINT);
        }
        if (startsWith(head, new byte[] {4, 0x22, 0x4d, 0x18})) {
            return new BadInput(path + " is compressed with lz4, which is not supported", "decompress it with lz4 -d");
        }
        if (startsWith(head, new byte[] {'B', 'Z', 'h'}) || startsWith(head, new byte[] {(byte) 0xfd, '7', 'z'})) {
            return new BadInput(
                    path + " is compressed with bzip2 or xz, which is not supported", "decompress it first");
        }
        if (startsWith(head, new byte[] {(byte) 0xff, (byte) 0xfe})
                || startsWith(head, new byte[] {(byte) 0xfe, (byte) 0xff})) {
            return new BadInput(
                    path + " is UTF-16 text, as the > of PowerShell writes it", "dump with pg_dump --file=FILE");
        }
        if (TarDump.isTar(head)) {
            return new BadInput(
                    path + " is a tar archive that pg_dump did not write",
                    "unpack it, and give the dump that is in it");
        }
        return new BadInput(path + " is not a dump that pg_dump wrote", HINT);
    }

    static String nameOf(Path path) {
        String file = path.toAbsolutePath().normalize().getFileName().toString();
        int dot = file.indexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }

    private static boolean startsWith(byte[] head, byte[] start) {
        return head.length >= start.length && Arrays.equals(head, 0, start.length, start, 0, start.length);
    }

    private static void drain(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int read = 0;
        while (read >= 0) {
            read = in.read(buffer);
        }
    }

    /** What a file turned out to be. */
    private record Read(DumpHeader header, Optional<DumpContents> contents) {}
}
