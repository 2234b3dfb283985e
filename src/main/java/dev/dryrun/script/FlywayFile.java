package dev.dryrun.script;

import dev.dryrun.script.ToolStatements.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A migration of Flyway: in one transaction, unless the configuration beside it says otherwise, or all of its
 * statements are such as Flyway knows not to work in one.
 *
 * @see <a href="https://documentation.red-gate.com/fd/flyway-execute-in-transaction-setting-277578997.html">Execute in
 *     transaction</a>
 * @see <a href="https://github.com/flyway/flyway/blob/main/flyway-database/flyway-database-postgresql/src/main/java/org/flywaydb/database/postgresql/PostgreSQLParser.java">Flyway's
 *     parser for PostgreSQL</a>
 */
final class FlywayFile {

    /** What Flyway's parser for PostgreSQL takes for a statement that needs to be outside; newer forms it does not know. */
    private static final Pattern OUTSIDE = Pattern.compile("(?:CREATE|DROP) (?:DATABASE|TABLESPACE|SUBSCRIPTION)"
            + "|ALTER SYSTEM|(?:CREATE|DROP) INDEX CONCURRENTLY|REINDEX (?:SCHEMA|DATABASE|SYSTEM)(?: CONCURRENTLY)?"
            + "|VACUUM|DISCARD ALL");

    private static final Pattern COMMENT =
            Pattern.compile("(?md)^[ \\t\\uFEFF]*--[ \\t]*flyway:(?:executeInTransaction|shouldExecute)\\b.*$");

    private FlywayFile() {}

    static ToolScript read(MigrationSource file, Optional<OwnMarker> own) {
        FlywaySettings settings = FlywaySettings.read(file.settings());
        if (!settings.shouldExecute()) {
            return leftOut(settings.line("shouldExecute").orElseThrow());
        }
        SourceText source = settings.replacesPlaceholders()
                ? FlywayPlaceholders.replaced(file.source(), file.variables())
                : file.source();
        Optional<Marker> without = own.isPresent() ? Optional.empty() : withoutTransaction(source, settings);
        TransactionMode ofTool = without.isPresent() ? TransactionMode.NO_TRANSACTION : TransactionMode.ONE_TRANSACTION;
        ToolScript script = ToolScript.inOneMode(MigrationFormat.FLYWAY, source, ToolScript.mode(ofTool, own))
                .askedBy(own.map(OwnMarker::marker).or(() -> without));
        ToolScript warned = uselessComment(source).map(script::with).orElse(script);
        return lockOfFlyway(source).map(warned::with).orElse(warned);
    }

    private static ToolScript leftOut(Marker setting) {
        return new ToolScript(
                MigrationFormat.FLYWAY,
                TransactionMode.ONE_TRANSACTION,
                List.of(),
                Optional.empty(),
                List.of(FileNote.leftOut(
                        setting.place() + ": the migration is left out, because of '" + setting.text() + "'")));
    }

    private static Optional<Marker> withoutTransaction(SourceText source, FlywaySettings settings) {
        Optional<Boolean> said = settings.executeInTransaction();
        if (said.isPresent()) {
            return said.get() ? Optional.empty() : settings.line("executeInTransaction");
        }
        List<Statement> statements =
                ToolStatements.in(source, MigrationFormat.FLYWAY).list();
        Optional<Statement> outside =
                statements.stream().filter(FlywayFile::needsToBeOutside).findFirst();
        Optional<Statement> inside = statements.stream()
                .filter(statement -> !needsToBeOutside(statement))
                .findFirst();
        if (outside.isPresent() && inside.isPresent()) {
            throw mixed(source, outside.get(), inside.get());
        }
        return outside.map(
                statement -> new Marker(source.file(), source.place().line(statement.start()), statement.kind()));
    }

    private static RuntimeException mixed(SourceText source, Statement outside, Statement inside) {
        return source.place()
                .refuse(
                        outside.start(),
                        outside.kind() + " cannot be in the transaction of " + inside.kind() + " on line "
                                + source.place().line(inside.start()),
                        "Flyway refuses to mix them: put it into a migration of its own, or executeInTransaction=false"
                                + " into " + source.file() + ".conf");
    }

    private static boolean needsToBeOutside(Statement statement) {
        String kind = statement.kind().equals("DISCARD")
                ? String.join(
                        " ", statement.sql().strip().toUpperCase(Locale.ROOT).split("\\s+"))
                : statement.kind();
        return OUTSIDE.matcher(kind).matches();
    }

    /** A widespread belief. */
    private static Optional<FileNote> uselessComment(SourceText source) {
        Matcher comment = COMMENT.matcher(source.text());
        if (!comment.find()) {
            return Optional.empty();
        }
        return Optional.of(FileNote.warning(
                "comment-without-effect",
                source.file() + ":" + source.place().line(comment.start())
                        + ": Flyway takes no settings from comments; '"
                        + comment.group().strip() + "' belongs into " + source.file() + ".conf, without its dashes and"
                        + " 'flyway:'"));
    }

    /** Tried with Flyway 13.12: the migration hangs, and goes on when Flyway is killed. */
    private static Optional<FileNote> lockOfFlyway(SourceText source) {
        return ToolStatements.in(source, MigrationFormat.FLYWAY).list().stream()
                .filter(statement -> statement.kind().equals("CREATE INDEX CONCURRENTLY"))
                .findFirst()
                .map(statement -> new FileNote(
                        "flyway-lock",
                        FileNote.Weight.WARNING,
                        source.file() + ":" + source.place().line(statement.start())
                                + ": CREATE INDEX CONCURRENTLY waits for all open transactions, and Flyway keeps one of"
                                + " its own open, which is not part of this run, unless it is configured with"
                                + " flyway.postgresql.transactional.lock=false"));
    }
}
