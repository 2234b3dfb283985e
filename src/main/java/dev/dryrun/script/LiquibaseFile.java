package dev.dryrun.script;

import dev.dryrun.plan.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A changelog of Liquibase as formatted SQL: each changeset in a transaction of its own, or with
 * {@code runInTransaction:false} each statement. Rollbacks are comments.
 *
 * @see <a href="https://github.com/liquibase/liquibase/blob/master/liquibase-standard/src/main/java/liquibase/parser/AbstractFormattedChangeLogParser.java">Liquibase's
 *     parser of formatted changelogs</a>
 */
final class LiquibaseFile {

    private final SourceText source;
    private final Optional<OwnMarker> own;
    private final List<Part> parts = new ArrayList<>();
    private final List<FileNote> notes = new ArrayList<>();
    private Optional<Marker> withoutTransaction = Optional.empty();

    private LiquibaseFile(SourceText source, Optional<OwnMarker> own) {
        this.source = source;
        this.own = own;
    }

    static ToolScript read(SourceText source, Optional<OwnMarker> own) {
        LiquibaseFile file = new LiquibaseFile(source, own);
        LiquibaseLines lines = LiquibaseLines.read(source);
        file.notes.addAll(lines.notes());
        lines.changesets().forEach(changeset -> file.take(changeset, lines));
        return new ToolScript(
                MigrationFormat.LIQUIBASE,
                TransactionMode.PER_CHANGESET,
                file.parts,
                file.withoutTransaction,
                file.notes);
    }

    private void take(Changeset changeset, LiquibaseLines lines) {
        String place =
                changeset.line().place() + ": the changeset " + changeset.line().text();
        if (changeset.isTrue("ignore", false)) {
            notes.add(FileNote.leftOut(place + " is left out, because it says ignore:true"));
        } else if (!changeset.isForPostgres()) {
            notes.add(FileNote.leftOut(place + " is left out, because it is for dbms:"
                    + changeset.attribute("dbms").orElseThrow()));
        } else {
            refuseUnknownWays(changeset);
            note(changeset, place);
            add(changeset, source.only(lines.kept(changeset), ""));
        }
    }

    private void add(Changeset changeset, SourceText text) {
        ToolStatements.in(text, MigrationFormat.LIQUIBASE);
        boolean transaction = own.map(OwnMarker::transaction).orElse(changeset.isTrue("runInTransaction", true));
        if (transaction) {
            parts.add(Part.inTransaction(text));
            return;
        }
        withoutTransaction = withoutTransaction.or(() -> Optional.of(own.map(OwnMarker::marker)
                .orElse(new Marker(source.file(), changeset.line().line(), "runInTransaction:false"))));
        boolean whole = own.isEmpty() && !changeset.isTrue("splitStatements", true);
        parts.addAll(whole ? OneQuery.parts(text, MigrationFormat.LIQUIBASE) : List.of(Part.asWritten(text)));
    }

    private void refuseUnknownWays(Changeset changeset) {
        boolean splits = changeset.isTrue("splitStatements", true);
        changeset
                .attribute("endDelimiter")
                .filter(delimiter -> splits && !delimiter.equals(";"))
                .ifPresent(delimiter -> refuse(changeset, "endDelimiter:" + delimiter, "end the statements with ;"));
        changeset
                .attribute("runWith")
                .ifPresent(program -> refuse(changeset, "runWith:" + program, "dryrun sends the statements itself"));
    }

    private static void refuse(Changeset changeset, String attribute, String hint) {
        throw new BadInput(changeset.line().place() + ": " + attribute + " is not supported", hint);
    }

    private void note(Changeset changeset, String place) {
        for (String filter : List.of("context", "contextFilter", "labels")) {
            changeset
                    .attribute(filter)
                    .ifPresent(value -> notes.add(new FileNote(
                            "changeset-filter",
                            FileNote.Weight.INFO,
                            place + " is run whatever its " + filter + ":" + value
                                    + " says, as by Liquibase without a filter")));
        }
        if (!changeset.isTrue("failOnError", true)) {
            notes.add(FileNote.warning(
                    "fail-on-error", place + " ends the migration when it fails, though it says failOnError:false"));
        }
    }
}
