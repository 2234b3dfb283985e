package dev.dryrun.script;

import dev.dryrun.plan.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A migration file as the tool that it is written for would run it.
 *
 * @param withoutTransaction what in the file asks to be run outside a transaction, if anything does
 */
public record ToolScript(
        MigrationFormat format,
        TransactionMode transaction,
        List<Part> parts,
        Optional<Marker> withoutTransaction,
        List<FileNote> notes) {

    public ToolScript {
        parts = format == MigrationFormat.PSQL
                ? List.copyOf(parts)
                : parts.stream().map(Part::withoutVariables).toList();
        notes = List.copyOf(notes);
    }

    /**
     * Reads a file by the rules of its tool.
     *
     * @throws BadInput where the tool would refuse the file, or where dryrun cannot do as the tool does
     */
    public static ToolScript read(MigrationSource file) {
        SourceText source = file.source();
        Optional<OwnMarker> own = OwnMarker.in(source);
        return switch (FormatDetection.of(file)) {
            case PSQL -> whole(MigrationFormat.PSQL, source, own);
            case DBMATE -> DbmateFile.read(source, own);
            case GOOSE -> AnnotatedFile.read(source, MigrationFormat.GOOSE, own);
            case SQL_MIGRATE -> AnnotatedFile.read(source, MigrationFormat.SQL_MIGRATE, own);
            case FLYWAY -> FlywayFile.read(file, own);
            case LIQUIBASE -> LiquibaseFile.read(source, own);
            case GOLANG_MIGRATE -> whole(MigrationFormat.GOLANG_MIGRATE, source, own);
            case SQLX -> SqlxFile.read(source, own);
            case DIESEL -> DieselFile.read(file, own);
            case PRISMA -> whole(MigrationFormat.PRISMA, source, own);
        };
    }

    /**
     * psql runs each statement by itself. golang-migrate and Prisma send the whole file as one query.
     *
     * @see <a href="https://github.com/golang-migrate/migrate/tree/master/database/postgres">golang-migrate's driver
     *     for PostgreSQL</a>
     */
    private static ToolScript whole(MigrationFormat format, SourceText source, Optional<OwnMarker> own) {
        TransactionMode usual = format == MigrationFormat.PSQL ? TransactionMode.AS_WRITTEN : TransactionMode.ONE_QUERY;
        return inOneMode(format, source, mode(usual, own)).askedBy(own.map(OwnMarker::marker));
    }

    /** The mode of a file whose tool has one for it, unless dryrun's own marker says otherwise. */
    static TransactionMode mode(TransactionMode ofTool, Optional<OwnMarker> own) {
        return own.map(marker ->
                        marker.transaction() ? TransactionMode.ONE_TRANSACTION : TransactionMode.NO_TRANSACTION)
                .orElse(ofTool);
    }

    /** A file of which one text is run in one mode. */
    static ToolScript inOneMode(MigrationFormat format, SourceText text, TransactionMode mode) {
        return new ToolScript(format, mode, parts(format, text, mode), Optional.empty(), List.of());
    }

    private static List<Part> parts(MigrationFormat format, SourceText text, TransactionMode mode) {
        if (format != MigrationFormat.PSQL) {
            ToolStatements.in(text, format);
        }
        return switch (mode) {
            case ONE_TRANSACTION -> List.of(Part.inTransaction(text));
            case ONE_QUERY -> OneQuery.parts(text, format);
            case AS_WRITTEN, NO_TRANSACTION -> List.of(Part.asWritten(text));
            case PER_CHANGESET, SINGLE_TRANSACTION -> throw new IllegalArgumentException("no mode of a text: " + mode);
        };
    }

    /** The same file, with what asks for its mode where that is a mode without a transaction. */
    ToolScript askedBy(Optional<Marker> marker) {
        boolean without = transaction == TransactionMode.NO_TRANSACTION || transaction == TransactionMode.ONE_QUERY;
        return new ToolScript(format, transaction, parts, without ? marker : Optional.empty(), notes).warnedOfSharing();
    }

    /** Whoever asks for no transaction is surprised by Postgres's own around several statements of one query. */
    private ToolScript warnedOfSharing() {
        boolean shares = parts.stream().anyMatch(part -> part.frame() != Part.Frame.NONE);
        if (transaction != TransactionMode.ONE_QUERY || withoutTransaction.isEmpty() || !shares) {
            return this;
        }
        Marker marker = withoutTransaction.get();
        return with(FileNote.warning(
                "implicit-transaction",
                marker.place() + ": '" + marker.text() + "' does not separate the statements: " + format.text()
                        + " sends them as one query, which Postgres runs in one transaction"));
    }

    ToolScript with(FileNote note) {
        List<FileNote> all = new ArrayList<>(notes);
        all.add(note);
        return new ToolScript(format, transaction, parts, withoutTransaction, all);
    }

    /**
     * The same file as a part of the single transaction of the whole migration.
     *
     * @throws BadInput where the file asks for none
     */
    public ToolScript inSingleTransaction() {
        withoutTransaction.ifPresent(marker -> {
            throw new BadInput(
                    marker.place() + ": '" + marker.text() + "' contradicts --single-transaction",
                    "leave --single-transaction out, or run this file by itself");
        });
        return new ToolScript(format, TransactionMode.SINGLE_TRANSACTION, parts, withoutTransaction, notes);
    }
}
