package dev.dryrun.postgres;

import dev.dryrun.plan.BadInput;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads the head of an archive, or of the {@code toc.dat} of one in directory or tar format: the bytes that ReadHead in
 * PostgreSQL's pg_backup_archiver.c reads, for archive versions 1.10 (PostgreSQL 8.1) to 1.16 (17 and 18).
 */
final class ArchiveHeader {

    private static final byte[] MAGIC = "PGDMP".getBytes(StandardCharsets.US_ASCII);
    private static final int FORMAT_CUSTOM = 1;
    private static final int OLDEST = 10;
    private static final int NEWEST = 16;
    private static final int COMPRESSION_ALGORITHM = 15;
    private static final int DATE_FIELDS = 7;
    private static final int LONGEST_TEXT = 16_384;

    private final ByteBuffer bytes;
    private int intSize;

    private ArchiveHeader(byte[] head) {
        this.bytes = ByteBuffer.wrap(head);
    }

    static boolean isArchive(byte[] head) {
        return head.length >= MAGIC.length
                && ByteBuffer.wrap(head, 0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
    }

    /** Reads the head; {@code name} is for messages only. */
    static DumpHeader read(byte[] head, String name) {
        try {
            return new ArchiveHeader(head).read(name);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new BadInput(name + " is damaged: its archive header cannot be read", "make the dump again");
        }
    }

    private DumpHeader read(String name) {
        bytes.position(MAGIC.length);
        int version = archiveVersion(name);
        bytes.get(); // the revision changes nothing in the layout
        intSize = bytes.get();
        bytes.get(); // the size of file offsets
        // 3 stands in the table of contents of both tar and directory.
        DumpFormat format = bytes.get() == FORMAT_CUSTOM ? DumpFormat.CUSTOM : DumpFormat.DIRECTORY;
        if (version >= COMPRESSION_ALGORITHM) {
            bytes.get();
        } else {
            number();
        }
        for (int field = 0; field < DATE_FIELDS; field++) {
            number();
        }
        String database = text();
        String serverVersion = text();
        return new DumpHeader(
                format, serverVersion, text(), Optional.of(database).filter(each -> !each.isEmpty()));
    }

    private int archiveVersion(String name) {
        int major = bytes.get();
        int minor = bytes.get();
        if (major != 1 || minor < OLDEST || minor > NEWEST) {
            throw new BadInput(
                    name + " is an archive of version " + major + "." + minor + ", which dryrun does not know",
                    "versions 1.10 to 1.16 (pg_dump 8.1 to 18) can be read");
        }
        return minor;
    }

    private int number() {
        boolean negative = bytes.get() != 0;
        int value = 0;
        for (int place = 0; place < intSize; place++) {
            value |= (bytes.get() & 0xff) << (8 * place);
        }
        return negative ? -value : value;
    }

    private String text() {
        int length = number();
        if (length > LONGEST_TEXT) {
            throw new IllegalArgumentException("a text of " + length + " bytes");
        }
        byte[] text = new byte[Math.max(length, 0)];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
