package dev.dryrun.postgres;

import java.util.Locale;

/** The dump formats that can be restored; the text is that of report.json. */
public enum DumpFormat {
    /** {@code pg_dump --format=custom}. */
    CUSTOM,
    /** {@code pg_dump --format=plain}: SQL for psql. */
    PLAIN;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
