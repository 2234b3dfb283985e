package dev.dryrun.postgres;

import java.util.Locale;

/** The one place that quotes names and texts for SQL statements and libpq connection strings. */
public final class SqlNames {

    private SqlNames() {}

    /** A name as an SQL identifier, always quoted. */
    public static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text as an SQL literal; {@code standard_conforming_strings} is on wherever it is used. */
    public static String literal(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }

    /** The name that an SQL identifier stands for. */
    public static String unquote(String identifier) {
        if (identifier.startsWith("\"") && identifier.endsWith("\"") && identifier.length() > 1) {
            return identifier.substring(1, identifier.length() - 1).replace("\"\"", "\"");
        }
        return identifier.toLowerCase(Locale.ROOT);
    }

    /** A {@code --dbname} of psql and pg_restore that names this database even where the name looks like a URI. */
    public static String connectionString(String database) {
        return "dbname='" + database.replace("\\", "\\\\").replace("'", "\\'") + '\'';
    }
}
