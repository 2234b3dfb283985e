package dev.dryrun.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the roles that SQL names and does not create itself, so that they can be made before it runs. It reads line by
 * line what pg_dump writes, leaving out the rows of COPY and the bodies of functions; a role too many does no harm.
 */
public final class RoleScan {

    private static final String NAME = "(?:\"(?:[^\"]|\"\")+\"|[A-Za-z_\\u0080-\\uffff][\\w$\\u0080-\\uffff]*)";
    private static final String NAMES = "(" + NAME + "(?:\\s*,\\s*" + NAME + ")*)";
    private static final int FLAGS = Pattern.CASE_INSENSITIVE;

    private static final Pattern CANDIDATE = Pattern.compile(
            "\\b(?:OWNER\\s+TO|GRANT|REVOKE|POLICY|FOR\\s+ROLE|FOR\\s+USER|AUTHORIZATION|SET\\s+(?:LOCAL\\s+|SESSION\\s+)?ROLE"
                    + "|OWNED\\s+BY|USER\\s+MAPPING|IN\\s+DATABASE|(?:CREATE|ALTER|COMMENT\\s+ON)\\s+(?:ROLE|USER|GROUP))\\b",
            FLAGS);
    private static final List<Pattern> NAMING = List.of(
            naming("\\bOWNER\\s+TO\\s+"),
            naming("^\\s*GRANT\\b.*?\\bTO\\s+(?:GROUP\\s+)?"),
            naming("^\\s*REVOKE\\b.*?\\bFROM\\s+(?:GROUP\\s+)?"),
            naming("^\\s*ALTER\\s+DEFAULT\\s+PRIVILEGES\\b.*?\\bTO\\s+(?:GROUP\\s+)?"),
            naming("^\\s*ALTER\\s+DEFAULT\\s+PRIVILEGES\\b.*?\\bFROM\\s+(?:GROUP\\s+)?"),
            naming("\\bFOR\\s+(?:ROLE|USER)\\s+"),
            naming("^\\s*(?:CREATE|ALTER)\\s+POLICY\\b.*?\\bTO\\s+"),
            naming("\\bAUTHORIZATION\\s+"),
            naming("^\\s*SET\\s+(?:LOCAL\\s+|SESSION\\s+)?ROLE\\s+"),
            naming("\\b(?:REASSIGN|DROP)\\s+OWNED\\s+BY\\s+"),
            naming("^\\s*REASSIGN\\b.*?\\bTO\\s+"),
            naming("\\bUSER\\s+MAPPING\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?FOR\\s+"),
            naming("^\\s*ALTER\\s+(?:ROLE|USER)\\s+(?=\\S+\\s+IN\\s+DATABASE|\\S+\\s+SET\\b)"),
            naming("^\\s*GRANT\\s+(?!.*\\bON\\b)"),
            naming("^\\s*REVOKE\\s+(?!.*\\bON\\b)(?:ADMIN\\s+OPTION\\s+FOR\\s+)?"));
    private static final Pattern CREATED = naming("^\\s*CREATE\\s+(?:ROLE|USER|GROUP)\\s+(?!MAPPING\\b)");
    private static final Pattern ONE_NAME = Pattern.compile(NAME);
    private static final Pattern COPY = Pattern.compile("^COPY\\s.*\\sFROM\\s+stdin\\b.*;\\s*$", FLAGS);
    private static final Pattern DOLLAR = Pattern.compile("\\$(?:[A-Za-z_\\u0080-\\uffff][\\w\\u0080-\\uffff]*)?\\$");
    private static final Set<String> NO_ROLES = Set.of(
            "public",
            "current_user",
            "session_user",
            "current_role",
            "user",
            "none",
            "default",
            "role",
            "option",
            "group",
            "all");

    private final Set<String> named = new TreeSet<>();
    private final Set<String> created = new TreeSet<>();
    private final List<String> openStatement = new ArrayList<>();
    private boolean inRows;
    private String inBody = "";

    /** The roles of a migration or another text of moderate size. */
    public static Set<String> of(String sql) {
        RoleScan scan = new RoleScan();
        sql.lines().forEach(scan::accept);
        return scan.roles();
    }

    /** Takes the next line. */
    void accept(String line) {
        if (inRows) {
            inRows = !line.startsWith("\\.");
        } else if (!inBody.isEmpty() || DOLLAR.matcher(line).find()) {
            followBody(line);
        } else if (COPY.matcher(line).matches()) {
            inRows = true;
        } else {
            readStatement(line);
        }
    }

    Set<String> roles() {
        flush();
        Set<String> roles = new TreeSet<>(named);
        roles.removeAll(created);
        return roles;
    }

    private void followBody(String line) {
        Matcher matcher = DOLLAR.matcher(line);
        while (matcher.find()) {
            if (inBody.isEmpty()) {
                inBody = matcher.group();
            } else if (inBody.equals(matcher.group())) {
                inBody = "";
            }
        }
    }

    /** A line that begins outside quotations and bodies. Statements that name roles may go over several lines: such lines are collected up to the semicolon. */
    void readStatement(String line) {
        if (line.startsWith("--")
                || openStatement.isEmpty() && !CANDIDATE.matcher(line).find()) {
            return;
        }
        openStatement.add(line);
        if (line.stripTrailing().endsWith(";") || openStatement.size() > 50) {
            flush();
        }
    }

    private void flush() {
        for (String statement : String.join(" ", openStatement).split(";")) {
            NAMING.forEach(pattern -> collect(pattern, statement, named));
            collect(CREATED, statement, created);
        }
        openStatement.clear();
    }

    private static void collect(Pattern pattern, String statement, Set<String> into) {
        Matcher list = pattern.matcher(statement);
        while (list.find()) {
            Matcher each = ONE_NAME.matcher(list.group(1));
            while (each.find()) {
                String role = SqlNames.unquote(each.group());
                boolean quoted = each.group().startsWith("\"");
                if (!role.startsWith("pg_") && (quoted || !NO_ROLES.contains(role))) {
                    into.add(role);
                }
            }
        }
    }

    private static Pattern naming(String before) {
        return Pattern.compile(before + NAMES, FLAGS | Pattern.DOTALL);
    }
}
