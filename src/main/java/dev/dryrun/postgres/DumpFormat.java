package dev.dryrun.postgres;

import java.util.Locale;

/** The formats of pg_dump; the text is that of report.json. */
public enum DumpFormat {
    /** {@code pg_dump --format=custom}. */
    CUSTOM,
    /** {@code pg_dump --format=directory}: a file for each table's rows. */
    DIRECTORY,
    /** {@code pg_dump --format=tar}. */
    TAR,
    /** {@code pg_dump --format=plain}: SQL for psql. */
    PLAIN;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether pg_restore can restore several tables at a time. */
    boolean isParallel() {
        return this == CUSTOM || this == DIRECTORY;
    }
}
