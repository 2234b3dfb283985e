package dev.dryrun.postgres;

import dev.dryrun.plan.BadInput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A dump in tar format: {@code toc.dat} first, and all members that it names, up to the two empty blocks of the end. */
final class TarDump {

    /** What everything in it is a multiple of: bytes. */
    static final int BLOCK = 512;

    private static final int SIZE_AT = 124;
    private static final int SIZE_DIGITS = 12;
    private static final int MAGIC_AT = 257;
    private static final int LARGEST_TOC = 1 << 30;

    private final InputStream in;
    private final Path path;

    TarDump(InputStream in, Path path) {
        this.in = in;
        this.path = path;
    }

    static boolean isTar(byte[] head) {
        return head.length >= BLOCK && new String(head, MAGIC_AT, 5, StandardCharsets.US_ASCII).equals("ustar");
    }

    /** Reads the whole archive; what is missing from it makes it {@link BadInput}. */
    DumpHeader header() throws IOException {
        Optional<byte[]> toc = Optional.empty();
        Set<String> members = new TreeSet<>();
        for (byte[] block = block(); block[0] != 0; block = block()) {
            String name = text(block, 0, 100);
            long size = size(block);
            members.add(name);
            if (toc.isEmpty() && name.equals("toc.dat") && size < LARGEST_TOC) {
                toc = Optional.of(in.readNBytes((int) size));
                skip(-size & (BLOCK - 1));
            } else {
                skip(size + (-size & (BLOCK - 1)));
            }
        }
        byte[] contents = toc.orElseThrow(() -> damaged("there is no toc.dat in it"));
        // An entry of large objects names a file that no tar archive has: theirs are listed in a blobs.toc.
        long withoutFile =
                members.stream().filter(each -> each.startsWith("blobs")).count();
        List<String> missing = TocFiles.named(contents).stream()
                .filter(each -> !members.contains(each))
                .toList();
        if (missing.size() > withoutFile) {
            throw damaged(missing.get(0) + " is missing from it");
        }
        return ArchiveHeader.read(contents, path.toString()).as(DumpFormat.TAR);
    }

    private byte[] block() throws IOException {
        byte[] block = in.readNBytes(BLOCK);
        if (block.length < BLOCK) {
            throw damaged("its end is missing");
        }
        return block;
    }

    private void skip(long count) throws IOException {
        try {
            in.skipNBytes(count);
        } catch (EOFException e) {
            throw damaged("its end is missing");
        }
    }

    /** Octal digits, or for sizes from 8 GB a binary number that the first bit marks. */
    private long size(byte[] block) {
        long size = 0;
        boolean binary = (block[SIZE_AT] & 0x80) != 0;
        for (int at = SIZE_AT; at < SIZE_AT + SIZE_DIGITS; at++) {
            int each = block[at] & 0xff;
            if (binary) {
                size = (size << 8) | (at == SIZE_AT ? each & 0x7f : each);
            } else if (each >= '0' && each <= '7') {
                size = size * 8 + each - '0';
            }
        }
        if (size < 0) {
            throw damaged("a member of it has no size");
        }
        return size;
    }

    private BadInput damaged(String how) {
        return new BadInput(path + " is damaged: " + how, "make or copy the dump again");
    }

    private static String text(byte[] block, int from, int length) {
        String text = new String(block, from, length, StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }
}
