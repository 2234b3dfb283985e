package dev.dryrun.postgres;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** What a dump file was compressed with as a whole, after pg_dump or by its {@code --compress}; the text is that of report.json. */
public enum DumpCompression {
    /** Not at all, or by pg_dump inside its archive. */
    NONE(),
    GZIP(0x1f, 0x8b),
    ZSTD(0x28, 0xb5, 0x2f, 0xfd);

    private static final int BUFFER = 1 << 17;

    private final int[] magic;

    DumpCompression(int... magic) {
        this.magic = magic;
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Recognises a file by its first bytes. */
    static DumpCompression of(byte[] head) {
        for (DumpCompression each : values()) {
            if (each != NONE && startsWith(head, each.magic)) {
                return each;
            }
        }
        return NONE;
    }

    InputStream decompress(InputStream in) throws IOException {
        return switch (this) {
            case NONE -> in;
            case GZIP -> new GZIPInputStream(in, BUFFER);
            case ZSTD -> new ZstdInputStreamNoFinalizer(in);
        };
    }

    private static boolean startsWith(byte[] head, int... magic) {
        for (int at = 0; at < magic.length; at++) {
            if (head.length <= at || (head[at] & 0xff) != magic[at]) {
                return false;
            }
        }
        return true;
    }
}
