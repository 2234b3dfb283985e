package dev.dryrun.postgres;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that the table of contents of a directory or tar dump names. The table is not parsed, because its layout
 * differs between versions; a file's name is stored behind its length, and no other text in it looks so.
 */
final class TocFiles {

    private static final int LENGTH_BYTES = 4;
    private static final Pattern NAME = Pattern.compile("(?<=\\x00\\x00\\x00)(?:\\d+\\.dat|blobs(?:_\\d+)?\\.toc)");

    private TocFiles() {}

    static Set<String> named(byte[] toc) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(new String(toc, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            int start = matcher.start() - LENGTH_BYTES;
            if (start > 0 && toc[start] == matcher.end() - matcher.start() && toc[start - 1] == 0) {
                names.add(matcher.group());
            }
        }
        return names;
    }
}
