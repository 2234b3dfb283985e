package dev.dryrun.postgres;

import dev.dryrun.plan.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Recognises, measures and checks a dump in directory format. */
final class DirectoryDump {

    private static final int HEAD_BYTES = 65_536;
    private static final List<String> ENDINGS = List.of("", ".gz", ".lz4", ".zst");
    private static final Pattern ROWS = Pattern.compile("\\d+\\.dat");
    // The head and the end of an empty gzip file are 18 bytes together.
    private static final int LEAST_COMPRESSED = 18;
    private static final byte[] ROWS_END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private DirectoryDump() {}

    static DumpHeader header(Path directory) throws IOException {
        Path toc = toc(directory);
        try (InputStream in = Files.newInputStream(toc)) {
            return ArchiveHeader.read(in.readNBytes(HEAD_BYTES), toc.toString());
        }
    }

    private static Path toc(Path directory) {
        Path toc = directory.resolve("toc.dat");
        if (!Files.isReadable(toc)) {
            boolean packed = ENDINGS.stream().anyMatch(each -> Files.exists(directory.resolve("toc.dat" + each)));
            throw new BadInput(
                    packed
                            ? toc + " cannot be read"
                            : directory + " is a directory without toc.dat, not a dump in directory format",
                    "give a directory made with pg_dump --format=directory");
        }
        return toc;
    }

    static Dump read(Path directory) throws IOException {
        Path toc = toc(directory);
        byte[] contents = Files.readAllBytes(toc);
        DumpHeader header = ArchiveHeader.read(contents, toc.toString()).as(DumpFormat.DIRECTORY);
        for (String each : TocFiles.named(contents)) {
            check(directory, each);
        }
        MessageDigest digest = Digests.sha256();
        long bytes = 0;
        for (Path file : files(directory)) {
            String line = Digests.of(file) + "  " + file.getFileName() + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
            bytes += Files.size(file);
        }
        return new Dump(
                directory.toAbsolutePath().normalize(),
                DumpCompression.NONE,
                header,
                bytes,
                HexFormat.of().formatHex(digest.digest()),
                Optional.empty());
    }

    /** The files of the dump in the order of their names. */
    static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(Files::isRegularFile)
                    .sorted(java.util.Comparator.comparing(
                            each -> each.getFileName().toString()))
                    .toList();
        }
    }

    private static void check(Path directory, String name) throws IOException {
        for (String ending : ENDINGS) {
            Path file = directory.resolve(name + ending);
            if (Files.exists(file)) {
                checkEnd(file, ending.isEmpty() && ROWS.matcher(name).matches());
                if (file.toString().endsWith(".toc")) {
                    for (String line : Files.readAllLines(file)) {
                        check(directory, line.substring(line.indexOf(' ') + 1));
                    }
                }
                return;
            }
        }
        throw damaged(directory, name + " is missing from it");
    }

    /**
     * pg_restore takes the end of a file for the end of the rows: rows that were cut would seem to restore well. It sees
     * for itself where compressed data ends too early, but not where nothing of it is left.
     */
    private static void checkEnd(Path file, boolean rows) throws IOException {
        if (!Files.isReadable(file)) {
            throw new BadInput(file + " cannot be read", "check its permissions");
        }
        if (isCompressed(file) && Files.size(file) < LEAST_COMPRESSED) {
            throw damaged(file, "its end is missing");
        }
        if (!rows) {
            return;
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            byte[] end = new byte[ROWS_END.length];
            bytes.seek(Math.max(0, bytes.length() - end.length));
            if (bytes.read(end) < end.length || !Arrays.equals(end, ROWS_END)) {
                throw damaged(file, "its end is missing");
            }
        }
    }

    private static boolean isCompressed(Path file) {
        return ENDINGS.stream()
                .anyMatch(each -> !each.isEmpty() && file.toString().endsWith(each));
    }

    private static BadInput damaged(Path path, String how) {
        return new BadInput(path + " is damaged: " + how, "make or copy the dump again");
    }
}
