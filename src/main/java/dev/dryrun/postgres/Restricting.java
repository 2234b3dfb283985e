package dev.dryrun.postgres;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which psql knows {@code \\restrict} and {@code \\unrestrict}, between which pg_dump puts a plain dump since August 2025. */
final class Restricting {

    /** The first minor release of each major that does. */
    private static final Map<Integer, Integer> FIRST_MINOR = Map.of(13, 22, 14, 19, 15, 14, 16, 10, 17, 6);

    private static final int FIRST_MAJOR = 18;
    private static final Pattern VERSION = Pattern.compile("^(\\d+)\\.(\\d+)");

    private Restricting() {}

    static boolean isKnown(String version) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.find()) {
            return DumpHeader.major(version) >= FIRST_MAJOR;
        }
        int major = Integer.parseInt(matcher.group(1));
        int first = FIRST_MINOR.getOrDefault(major, major >= FIRST_MAJOR ? 0 : Integer.MAX_VALUE);
        return Integer.parseInt(matcher.group(2)) >= first;
    }
}
