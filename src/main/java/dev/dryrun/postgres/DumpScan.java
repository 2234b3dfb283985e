package dev.dryrun.postgres;

import dev.dryrun.plan.BadInput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Collects, line by line of a dump's SQL, what the dump asks of the server that it goes into. */
final class DumpScan implements DumpText.LineEditor {

    private static final int HEAD_LINES = 200;
    private static final String END = "-- PostgreSQL database dump complete";
    private static final String NAME = "(\"(?:[^\"]|\"\")+\"|[^ ;\"]+)";
    private static final Pattern EXTENSION = Pattern.compile(
            "^CREATE EXTENSION (?:IF NOT EXISTS )?" + NAME + "(?:.*? VERSION '?(\"[^\"]+\"|[^' ;]+)'?)?.*;$");
    private static final Pattern CREATES =
            Pattern.compile("^CREATE (?:UNLOGGED |FOREIGN )?(?:TABLE|EXTENSION|MATERIALIZED VIEW|VIEW) ");
    private static final Pattern TABLESPACE = Pattern.compile("^SET default_tablespace = " + NAME + ";$");

    private final DumpLexer lexer = new DumpLexer();
    private final RoleScan roles = new RoleScan();
    private final DatabaseDefinition.Reader database = new DatabaseDefinition.Reader();
    private final Set<DumpContents.Extension> extensions = new LinkedHashSet<>();
    private final Set<String> tablespaces = new TreeSet<>();
    private int tables;
    private boolean rows;
    private boolean schema;
    private int lines;
    private boolean complete;

    @Override
    public String edit(String line, boolean inCode) {
        accept(new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8), inCode);
        return line;
    }

    /** Takes the next line of SQL without rows, and finds out for itself whether it begins in a quotation. */
    void accept(String line) {
        boolean inCode = lexer.inCode();
        if (!(inCode && line.startsWith("\\"))) {
            byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
            lexer.accept(bytes, 0, bytes.length);
        }
        accept(line, inCode);
    }

    private void accept(String line, boolean inCode) {
        // Its rows are not handed to us, and the roles' scan would wait for their end.
        if (inCode && !line.startsWith("COPY ")) {
            roles.readStatement(line);
        }
        if (lines++ < HEAD_LINES) {
            database.accept(line);
        }
        if (inCode) {
            read(line);
        }
    }

    /** Whether the comment was there that pg_dump ends a plain dump with. */
    boolean isComplete() {
        return complete;
    }

    /** Refuses a dump of rows alone, which has no tables to put them into. */
    void requireSchema(Path dump, int tablesWithRows) {
        if (!schema && (rows || tablesWithRows > 0)) {
            throw new BadInput(
                    dump + " holds data only: the tables that it goes into are missing",
                    "dump without --data-only and --section");
        }
    }

    DumpContents contents(String otherName) {
        return new DumpContents(
                database.definition(otherName), roles.roles(), List.copyOf(extensions), tablespaces, tables, 0);
    }

    private void read(String line) {
        schema |= CREATES.matcher(line).find();
        if (line.startsWith("COPY ")) {
            tables++;
            rows = true;
        } else if (line.startsWith("INSERT INTO ")) {
            rows = true;
        } else if (line.startsWith("SET default_tablespace")) {
            Matcher matcher = TABLESPACE.matcher(line);
            if (matcher.matches() && !matcher.group(1).equals("''")) {
                tablespaces.add(SqlNames.unquote(matcher.group(1)));
            }
        } else if (line.startsWith("CREATE EXTENSION")) {
            Matcher matcher = EXTENSION.matcher(line);
            if (matcher.matches()) {
                String version =
                        matcher.group(2) == null ? "" : matcher.group(2).replace("\"", "");
                extensions.add(new DumpContents.Extension(SqlNames.unquote(matcher.group(1)), version));
            }
        } else {
            complete |= line.startsWith(END);
        }
    }
}
