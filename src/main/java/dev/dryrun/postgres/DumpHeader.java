package dev.dryrun.postgres;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a dump says about itself in its first lines or bytes: the server it came from and the pg_dump that wrote it. */
public record DumpHeader(DumpFormat format, String serverVersion, String dumpVersion, Optional<String> database) {

    private static final Pattern MAJOR = Pattern.compile("^(\\d+)");

    public int serverMajor() {
        return major(serverVersion);
    }

    public int dumpedByMajor() {
        return major(dumpVersion);
    }

    /** The same read from the table of contents of another format, which does not say of which one. */
    DumpHeader as(DumpFormat other) {
        return new DumpHeader(other, serverVersion, dumpVersion, database);
    }

    /** The major of {@code 15.18 (Debian 15.18-0+deb12u1)} or {@code 17beta1}. */
    static int major(String version) {
        Matcher matcher = MAJOR.matcher(version);
        if (!matcher.find()) {
            throw new IllegalArgumentException("not a Postgres version: " + version);
        }
        return Integer.parseInt(matcher.group(1));
    }
}
