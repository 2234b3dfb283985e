package dev.dryrun.postgres;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is changed in a plain dump on its way to psql: what we have done already (the database is made, with a locale
 * that the server has), what is to be left out (tablespaces, the DROPs of --clean in a database that is empty), and what
 * only newer programs know. A statement that is left out becomes a comment.
 */
final class RestoreEdits implements DumpText.LineEditor {

    private static final Pattern SETTING = Pattern.compile("^SET ([a-z_]+) = .*;$");
    private static final Pattern CLEANING =
            Pattern.compile("^(?:DROP .*|ALTER .* DROP .*|ALTER .* DETACH .*|SELECT pg_catalog\\.lo_unlink\\(.*);$");

    private final Set<String> knownSettings;
    private final boolean restricts;
    private boolean created;
    private boolean inStandIn;

    /**
     * @param knownSettings the names of all settings of the server
     * @param restricts whether psql knows {@code \\restrict}
     */
    RestoreEdits(Set<String> knownSettings, boolean restricts) {
        this.knownSettings = Set.copyOf(knownSettings);
        this.restricts = restricts;
    }

    @Override
    public String edit(String line, boolean inCode) {
        if (!inCode || line.isEmpty() || line.startsWith("--")) {
            return line;
        }
        if (inStandIn || !created && line.startsWith("CREATE OR REPLACE VIEW ")) {
            // With --clean a view without content stands in for one that others need, until it is dropped.
            inStandIn = !line.endsWith(";");
            return "-- " + line;
        }
        if (line.startsWith("SET ")) {
            return setting(line);
        }
        boolean database = line.startsWith("CREATE DATABASE ") || line.startsWith("DROP DATABASE ");
        boolean unknown = !restricts && (line.startsWith("\\restrict ") || line.startsWith("\\unrestrict "));
        boolean cleaning = !created && CLEANING.matcher(line).matches();
        created |= line.startsWith("CREATE ") && !database;
        return database || unknown || cleaning ? "-- " + line : line;
    }

    private String setting(String line) {
        Matcher matcher = SETTING.matcher(line);
        if (!matcher.matches()) {
            return line;
        }
        if (matcher.group(1).equals("default_tablespace")) {
            return "SET default_tablespace = '';";
        }
        return knownSettings.contains(matcher.group(1)) ? line : "-- " + line;
    }
}
