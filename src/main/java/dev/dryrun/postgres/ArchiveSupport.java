package dev.dryrun.postgres;

import java.util.ArrayList;
import java.util.List;

/** Which pg_restore can take a dump, and what about a chosen major the user has to know. */
final class ArchiveSupport {

    private static final int FIRST_WITH_1_14 = 12;
    private static final int FIRST_WITH_1_15 = 16;
    private static final int FIRST_WITH_1_16 = 17;

    private ArchiveSupport() {}

    /** Whether a pg_restore of this major is as new as the pg_dump that wrote the dump; psql takes any plain dump. */
    static boolean isNewEnough(int major, Dump dump) {
        return dump.format() == DumpFormat.PLAIN || major >= dump.dumpedByMajor();
    }

    /** Whether a pg_restore of this major knows the archive's format, even if it is older than the pg_dump. */
    static boolean understands(int major, Dump dump) {
        return dump.format() == DumpFormat.PLAIN || archiveMinor(major) >= archiveMinor(dump.dumpedByMajor());
    }

    static List<String> warnings(int serverMajor, int restoreMajor, Dump dump) {
        List<String> warnings = new ArrayList<>();
        if (serverMajor != dump.serverMajor()) {
            warnings.add("the dump is of Postgres " + dump.serverMajor() + " and the server is " + serverMajor
                    + ": locks differ between majors");
        }
        if (!isNewEnough(restoreMajor, dump)) {
            warnings.add("pg_restore " + restoreMajor + " is older than the pg_dump " + dump.dumpedByMajor()
                    + " that wrote the dump");
        }
        return warnings;
    }

    /** The minor number of the archive version that a major writes: K_VERS_SELF in its pg_backup_archiver.h. */
    private static int archiveMinor(int major) {
        if (major >= FIRST_WITH_1_16) {
            return 16;
        }
        if (major >= FIRST_WITH_1_15) {
            return 15;
        }
        return major >= FIRST_WITH_1_14 ? 14 : 13;
    }
}
