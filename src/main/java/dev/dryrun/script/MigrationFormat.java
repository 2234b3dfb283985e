package dev.dryrun.script;

import java.util.Locale;

/** What a migration file is written for: psql, or one of the migration tools whose files dryrun can read. */
public enum MigrationFormat {
    PSQL,
    DBMATE,
    GOOSE,
    SQL_MIGRATE,
    FLYWAY,
    LIQUIBASE,
    GOLANG_MIGRATE,
    SQLX,
    DIESEL,
    PRISMA;

    /** As the tool spells itself, and as report.json does. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a file may hold the rows of a COPY FROM STDIN. */
    boolean sendsRows() {
        return this == PSQL || this == FLYWAY;
    }
}
