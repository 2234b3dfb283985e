package dev.dryrun.script;

import java.util.Optional;

/**
 * A file for sqlx that begins with {@code -- no-transaction}: sent as one query. Without these words sqlx runs a file
 * in one transaction, and nothing in it says that it is for sqlx.
 *
 * @see <a href="https://github.com/launchbadge/sqlx/blob/main/sqlx-postgres/src/migrate.rs">sqlx's migrations of
 *     PostgreSQL</a>
 */
final class SqlxFile {

    private static final String MARKER = "-- no-transaction";

    private SqlxFile() {}

    static boolean isMarked(SourceText source) {
        return source.text().startsWith(MARKER);
    }

    static ToolScript read(SourceText source, Optional<OwnMarker> own) {
        Marker ofTool = new Marker(source.file(), 1, MARKER);
        return ToolScript.inOneMode(MigrationFormat.SQLX, source, ToolScript.mode(TransactionMode.ONE_QUERY, own))
                .askedBy(own.map(OwnMarker::marker).or(() -> Optional.of(ofTool)));
    }
}
