package dev.dryrun.postgres;

import dev.dryrun.script.MaskedSql;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The server's log without the values of rows: keys and rows in DETAIL, other sessions' statements, what functions
 * raise, and lines of COPY. The server's own messages and the statements of the migration stay.
 *
 * @see <a href="https://www.postgresql.org/docs/current/runtime-config-logging.html">Error reporting and logging</a>
 */
public final class MaskedLog {

    /** Where a message begins, by the log_line_prefix of {@link ServerSettings}. */
    private static final Pattern HEAD = Pattern.compile(
            "(?m)^(?<prefix>\\d{4}-\\d\\d-\\d\\d \\S+ UTC \\[\\d+] (?:\\d+ )?)(?:(?<state>[0-9A-Z]{5}) )?(?<level>[A-Z]+\\d?):  ");

    /** What stands before the first head is the end of a message that began before, with its values. */
    private static final Pattern IN_MESSAGE = Pattern.compile("(?m)^\t.*");

    private static final Pattern STATEMENT = Pattern.compile(
            "^(?<head>(?:duration: [\\d.]+ ms  )?(?:statement|(?:parse|bind|execute|execute fetch from) [^:]*): )(?<sql>.*)",
            Pattern.DOTALL);
    private static final Pattern SEMICOLON = Pattern.compile(";\\s*$");
    private static final Pattern DURATION = Pattern.compile("^duration: [\\d.]+ ms$");

    /** LOG messages that come with the place in a function as well. */
    private static final Pattern OF_WAITS_AND_FILES = Pattern.compile(
            "^(?:process \\d+ (?:still waiting|acquired|detected|avoided) .*|temporary file: path \"[^\"]*\", size \\d+)$");

    /** The server's own LOG messages, told from what functions and extensions may write by how they begin. */
    private static final Pattern KNOWN = Pattern.compile(
            "^(?:aborting|all server processes|archive|automatic |autovacuum|background worker|checkpoint|client backend"
                    + "|connection |consistent recovery|could not |creating|database system |disconnection|entering|incomplete startup"
                    + "|invalid |last completed|listening |logical replication|out of |parallel worker|parameter \"|performing"
                    + "|received |recovery|redo |restartpoint|server process|shutting down|skipping|startup process|starting "
                    + "|terminating|transaction ID|unexpected EOF|using |WAL|walwriter).*",
            Pattern.DOTALL);

    private static final Pattern WAITING =
            Pattern.compile("^(?:Process \\d+ waits for |Process(?:es)? holding ).*", Pattern.DOTALL);
    private static final Pattern DEADLOCKED = Pattern.compile(
            "(?m)^(?<who>\\t?Process \\d+: )(?<sql>(?:(?!^\\t?Process \\d+: ).)*)", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern PLACE = Pattern.compile(
            "^\\t?(?:PL/pgSQL function .* line \\d+ at [A-Za-z ()]+|while \\w+ tuple \\(\\d+,\\d+\\) in relation \".*\"|SQL function \"[^\"]*\" .*)$");
    private static final Pattern ROWS = Pattern.compile("^(?<table>\\t?COPY [^,\"]+, line \\d+).*", Pattern.DOTALL);

    /** What comes with a message. */
    private static final Set<String> COMPANIONS =
            Set.of("DETAIL", "HINT", "QUERY", "CONTEXT", "LOCATION", "BACKTRACE", "STATEMENT");

    /** A message is written at once, with all that comes with it. */
    private static final int NEAR = 100;

    private final Set<String> migration;

    private MaskedLog(Set<String> migration) {
        this.migration = migration;
    }

    /** @param migration the texts of its statements, which are shown */
    public static String of(String log, Set<String> migration) {
        return new MaskedLog(migration).masked(log);
    }

    /** For the end of the log that an error message shows; text that is no log stays as it is. */
    public static String ofTail(String log) {
        return HEAD.matcher(log).find() ? of(log, Set.of()) : log;
    }

    private String masked(String log) {
        List<Entry> entries = new ArrayList<>();
        Matcher head = HEAD.matcher(log);
        Entry last = new Entry("", "", "", 0);
        while (head.find()) {
            entries.add(last);
            String state = head.group("state");
            last = new Entry(head.group(), head.group("level"), state == null ? "" : state, head.end());
        }
        entries.add(last);
        StringBuilder text = new StringBuilder(log.length());
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            String whole = log.substring(entry.textAt(), end(entries, i, log));
            text.append(entry.prefix()).append(message(entry, whole, origin(entries, i, log)));
        }
        return text.toString();
    }

    private static int end(List<Entry> entries, int i, String log) {
        return i + 1 < entries.size() ? entries.get(i + 1).start() : log.length();
    }

    /** Whose words a message is, by the place in a function that follows it, among others' messages. */
    private static Origin origin(List<Entry> entries, int i, String log) {
        Entry of = entries.get(i);
        boolean built = false;
        for (int next = i + 1; next < Math.min(entries.size(), i + NEAR); next++) {
            Entry entry = entries.get(next);
            if (!entry.pid().equals(of.pid())) {
                continue;
            }
            if (entry.level().equals("CONTEXT")) {
                Origin origin = Origin.ofContext(log.substring(entry.textAt(), end(entries, next, log)));
                return of.level().equals("LOG") ? Origin.RAISED : origin;
            }
            if (!COMPANIONS.contains(entry.level())) {
                break;
            }
            built |= entry.level().equals("QUERY");
        }
        return built ? Origin.BUILT : Origin.SERVER;
    }

    /** A message: what stands before it, of which sort it is, and where in the log its text begins. */
    private record Entry(String prefix, String level, String sqlState, int textAt) {

        int start() {
            return textAt - prefix.length();
        }

        String pid() {
            return prefix.isEmpty() ? "" : prefix.substring(prefix.indexOf('['), prefix.indexOf(']'));
        }
    }

    private String message(Entry entry, String whole, Origin origin) {
        String text = whole.stripTrailing();
        String ending = whole.substring(text.length());
        return switch (entry.level()) {
                    case "STATEMENT", "QUERY" -> statement(text);
                    case "DETAIL" -> detail(text);
                    case "CONTEXT" -> context(text);
                    case "HINT" -> MaskedError.VALUE;
                    case "LOG" -> log(text, origin != Origin.SERVER);
                    case "" -> IN_MESSAGE.matcher(text).replaceAll("\t" + MaskedError.VALUE);
                    case "LOCATION", "BACKTRACE" -> text;
                    default -> told(entry, text, origin);
                }
                + ending;
    }

    /** A syntax error of a session that nobody knows quotes what that has put together. */
    private static String told(Entry entry, String text, Origin origin) {
        boolean unknown = origin == Origin.SERVER
                && (entry.sqlState().isEmpty() || entry.sqlState().equals("42601"));
        return MaskedError.message(entry.sqlState(), text, unknown ? Origin.UNKNOWN : origin);
    }

    private String statement(String text) {
        String sql =
                SEMICOLON.matcher(text.replace("\n\t", "\n")).replaceFirst("").strip();
        return migration.contains(sql) ? text : MaskedSql.of(text);
    }

    /** @param raised whether the place in a function follows, as it does behind RAISE LOG */
    private String log(String text, boolean raised) {
        Matcher statement = STATEMENT.matcher(text);
        if (statement.matches()) {
            return statement.group("head") + statement(statement.group("sql"));
        }
        boolean waits = OF_WAITS_AND_FILES.matcher(text).matches()
                || DURATION.matcher(text).matches();
        boolean known = KNOWN.matcher(text).matches() && !raised;
        return waits || known ? text : MaskedError.VALUE;
    }

    private String detail(String text) {
        if (WAITING.matcher(text).matches()) {
            return DEADLOCKED
                    .matcher(text)
                    .replaceAll(match -> Matcher.quoteReplacement(
                            match.group(1) + statement(match.group(2)) + newline(match.group(2))));
        }
        return MaskedError.values(text).orElse(MaskedError.VALUE);
    }

    private static String newline(String text) {
        return text.endsWith("\n") ? "\n" : "";
    }

    private static String context(String text) {
        return text.lines().map(MaskedLog::contextLine).collect(Collectors.joining("\n"));
    }

    private static String contextLine(String line) {
        Matcher rows = ROWS.matcher(line);
        if (rows.matches()) {
            return rows.group("table");
        }
        return PLACE.matcher(line).matches() ? line : (line.startsWith("\t") ? "\t" : "") + MaskedError.VALUE;
    }
}
