package dev.dryrun.script;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The variables that psql itself sets, and those that change how it works. A script is run as by {@code psql -v
 * ON_ERROR_STOP=1}; what would change how statements are sent is refused.
 */
final class SpecialVariables {

    /** Why a value is refused, and what to do instead. */
    record Objection(String reason, String hint) {}

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("AUTOCOMMIT", "on"),
            Map.entry("COMP_KEYWORD_CASE", "preserve-upper"),
            Map.entry("ECHO", "none"),
            Map.entry("ECHO_HIDDEN", "off"),
            Map.entry("ENCODING", "UTF8"),
            Map.entry("FETCH_COUNT", "0"),
            Map.entry("HIDE_TABLEAM", "off"),
            Map.entry("HIDE_TOAST_COMPRESSION", "off"),
            Map.entry("HISTCONTROL", "none"),
            Map.entry("HISTSIZE", "500"),
            Map.entry("IGNOREEOF", "0"),
            Map.entry("LAST_ERROR_MESSAGE", ""),
            Map.entry("LAST_ERROR_SQLSTATE", "00000"),
            Map.entry("ON_ERROR_ROLLBACK", "off"),
            Map.entry("ON_ERROR_STOP", "1"),
            Map.entry("PROMPT1", "%/%R%x%# "),
            Map.entry("PROMPT2", "%/%R%x%# "),
            Map.entry("PROMPT3", ">> "),
            Map.entry("QUIET", "off"),
            Map.entry("SHOW_ALL_RESULTS", "on"),
            Map.entry("SHOW_CONTEXT", "errors"),
            Map.entry("SINGLELINE", "off"),
            Map.entry("SINGLESTEP", "off"),
            Map.entry("VERBOSITY", "default"));

    private static final Set<String> NOT_HOOKED = Set.of("ENCODING", "LAST_ERROR_MESSAGE", "LAST_ERROR_SQLSTATE");

    private static final Set<String> KNOWN_TO_THE_SERVER = Set.of(
            "DBNAME",
            "HOST",
            "PORT",
            "SERVER_VERSION_NAME",
            "SERVER_VERSION_NUM",
            "USER",
            "VERSION",
            "VERSION_NAME",
            "VERSION_NUM");

    private static final Map<String, String> MUST_STAY_OFF = Map.of(
            "ON_ERROR_ROLLBACK",
            "a dry run does not put a savepoint before each statement",
            "SINGLELINE",
            "a dry run ends statements at semicolons, not at the ends of lines",
            "SINGLESTEP",
            "nobody is there to confirm each statement");

    private static final Set<String> BOOLEAN = Set.of(
            "AUTOCOMMIT",
            "HIDE_TABLEAM",
            "HIDE_TOAST_COMPRESSION",
            "ON_ERROR_ROLLBACK",
            "ON_ERROR_STOP",
            "QUIET",
            "SHOW_ALL_RESULTS",
            "SINGLELINE",
            "SINGLESTEP");

    private SpecialVariables() {}

    /** As they are before the first line. */
    static Variables initial(ScriptOptions options) {
        Variables variables = new Variables();
        DEFAULTS.forEach(variables::set);
        options.variables().forEach((name, value) -> variables.set(name, stored(name, value)));
        KNOWN_TO_THE_SERVER.forEach(variables::forget);
        options.database().ifPresent(name -> variables.set("DBNAME", name));
        return variables;
    }

    /** Whether {@code \gset} leaves it alone, because psql does something when it changes. */
    static boolean isHooked(String name) {
        return DEFAULTS.containsKey(name) && !NOT_HOOKED.contains(name);
    }

    /** The value that psql keeps: a switch that is set to nothing is on. */
    static String stored(String name, String value) {
        return BOOLEAN.contains(name) && value.isEmpty() ? "on" : value;
    }

    /** Removes a variable, or gives it its default where psql does. */
    static void remove(String name, Variables variables) {
        if (BOOLEAN.contains(name)) {
            variables.set(name, "off");
        } else if (isHooked(name)) {
            variables.set(name, DEFAULTS.get(name));
        } else {
            variables.unset(name);
        }
    }

    /** Whether it must not be given this value; empty stands for a value that only a query tells. */
    static Optional<Objection> objection(String name, Optional<String> value) {
        boolean matters = name.equals("AUTOCOMMIT") || MUST_STAY_OFF.containsKey(name);
        if (value.isEmpty()) {
            return matters
                    ? objection(name + " is set to the result of a query", "write its value into the script")
                    : Optional.empty();
        }
        String word = stored(name, value.get());
        if (name.equals("ON_ERROR_ROLLBACK") && word.toLowerCase(Locale.ROOT).equals("interactive")) {
            return Optional.empty();
        }
        Optional<Boolean> on = Truth.ofWord(word);
        if (BOOLEAN.contains(name) && on.isEmpty()) {
            return objection("\"" + word + "\" is no value for " + name, "write on or off");
        }
        if (name.equals("AUTOCOMMIT") && !on.orElse(true)) {
            return objection(
                    "AUTOCOMMIT off is not supported", "write BEGIN and COMMIT, or run with --single-transaction");
        }
        return MUST_STAY_OFF.containsKey(name) && on.orElse(false)
                ? objection(name + " on is not supported: " + MUST_STAY_OFF.get(name), "leave it off")
                : Optional.empty();
    }

    private static Optional<Objection> objection(String reason, String hint) {
        return Optional.of(new Objection(reason, hint));
    }
}
