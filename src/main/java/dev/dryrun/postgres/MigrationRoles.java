package dev.dryrun.postgres;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the roles that a migration needs: those that it names before it creates them, if it creates them at all. Made
 * where production has them, they let the migration run; made where the migration makes them, they would make it fail.
 */
public final class MigrationRoles {

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
    private static final String NAME = "(\"(?:[^\"]|\"\")+\"|[A-Za-z_\\u0080-\\uffff][\\w$\\u0080-\\uffff]*)";
    private static final Pattern CREATE =
            Pattern.compile("\\bCREATE\\s+(?:ROLE|USER|GROUP)\\s+(?!MAPPING\\b)" + NAME, FLAGS);
    private static final Pattern CREATE_BY_VARIABLE =
            Pattern.compile("\\bCREATE\\s+(?:ROLE|USER|GROUP)\\s*(?:%|'|\\|\\|)", FLAGS);
    private static final Pattern CHANGED = Pattern.compile(
            "^\\s*(?:ALTER|DROP|COMMENT\\s+ON)\\s+(?:ROLE|USER|GROUP)\\s+(?!MAPPING\\b|IF\\s+EXISTS\\b|ALL\\b|CURRENT_|SESSION_)"
                    + NAME,
            FLAGS);
    private static final Pattern LITERAL = Pattern.compile("'([^']+)'");
    private static final Pattern DO = Pattern.compile("^\\s*DO\\b.*", FLAGS);
    private static final Pattern INNER =
            Pattern.compile("\\b(?:BEGIN|THEN|ELSE|LOOP)\\b|\\bEXECUTE\\s+(?:format\\s*\\(\\s*)?'|'|\\$\\w*\\$", FLAGS);

    private MigrationRoles() {}

    /** @param statements in the order in which they are run */
    public static Set<String> neededBy(Iterable<String> statements) {
        Set<String> needed = new TreeSet<>();
        Set<String> created = new TreeSet<>();
        for (String statement : statements) {
            for (String role : createdBy(statement)) {
                if (!needed.contains(role)) {
                    created.add(role);
                }
            }
            for (String role : namedBy(statement)) {
                if (!created.contains(role)) {
                    needed.add(role);
                }
            }
        }
        return needed;
    }

    /** Also inside of bodies and texts; of a name that is put together, whatever text it may be put together from. */
    private static Set<String> createdBy(String statement) {
        Set<String> created = new TreeSet<>();
        Matcher create = CREATE.matcher(statement);
        while (create.find()) {
            created.add(SqlNames.unquote(create.group(1)));
        }
        if (CREATE_BY_VARIABLE.matcher(statement).find()) {
            Matcher literal = LITERAL.matcher(statement);
            while (literal.find()) {
                created.add(literal.group(1));
            }
        }
        return created;
    }

    private static Set<String> namedBy(String statement) {
        boolean runsBody = DO.matcher(statement).matches();
        String text = runsBody ? INNER.matcher(statement).replaceAll(";\n") : statement;
        Set<String> named = new TreeSet<>(RoleScan.of(text + ";\n"));
        for (String each : runsBody ? text.split(";") : new String[] {text}) {
            Matcher changed = CHANGED.matcher(each);
            if (changed.find() && !changed.group(1).startsWith("pg_")) {
                named.add(SqlNames.unquote(changed.group(1)));
            }
        }
        return named;
    }
}
