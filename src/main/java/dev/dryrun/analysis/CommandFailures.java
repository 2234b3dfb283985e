package dev.dryrun.analysis;

import dev.dryrun.observe.CommandCourse;
import dev.dryrun.observe.Observations;
import dev.dryrun.observe.RanStep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which of a tool's failed statements failed the migration, though its command ended with success: some tools do so
 * after any error. A tool may well get over a failure that it provoked: when it only asked for a table or column that is
 * not there, when the same statement succeeded later, or when the schema or extension that it wanted was there already.
 */
public final class CommandFailures {

    /** <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">Undefined</a> table or column. */
    private static final Set<String> MISSING = Set.of("42P01", "42703");

    /** Duplicate schema, and duplicate object for an extension: by the kind of the statement. */
    private static final Map<String, String> THERE_ALREADY =
            Map.of("CREATE SCHEMA", "42P06", "CREATE EXTENSION", "42710");

    private static final Pattern FROM = Pattern.compile("\\bfrom\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern PARAMETER = Pattern.compile("\\$\\d");

    private CommandFailures() {}

    /** The first statement that failed the migration; empty where the command says itself that it failed. */
    public static Optional<RanStep> first(Observations seen) {
        return seen.command().filter(command -> !command.failed()).stream()
                .flatMap(command -> seen.ran().stream())
                .filter(ran -> ran.error().isPresent() && !isHandled(ran, seen.ran()))
                .findFirst();
    }

    /** Why the migration of a command failed: by its exit code, or by a statement. */
    public static Optional<String> reason(Observations seen) {
        return seen.command()
                .flatMap(CommandCourse::failure)
                .or(() -> first(seen)
                        .map(ran -> "the command ended with exit code 0, but its step " + ran.number()
                                + " failed with SQLSTATE "
                                + ran.error().orElseThrow().sqlState() + ": "
                                + ran.error().orElseThrow().message()));
    }

    static boolean isHandled(RanStep failed, List<RanStep> all) {
        return onlyAsked(failed) || wasThere(failed) || succeededLater(failed, all);
    }

    private static boolean onlyAsked(RanStep failed) {
        return MISSING.contains(state(failed))
                && failed.step().kind().equals("SELECT")
                && FROM.matcher(failed.step().sql()).find();
    }

    private static boolean wasThere(RanStep failed) {
        return state(failed).equals(THERE_ALREADY.get(failed.step().kind()));
    }

    /** The same statement; not one that says nothing by itself, as COMMIT, or that had other parameters. */
    private static boolean succeededLater(RanStep failed, List<RanStep> all) {
        String sql = failed.step().sql();
        return !failed.step().controlsTransaction()
                && !PARAMETER.matcher(sql).find()
                && all.stream()
                        .anyMatch(ran -> ran.number() > failed.number()
                                && ran.error().isEmpty()
                                && ran.step().sql().equals(sql)
                                && !isRolledBack(ran, all));
    }

    private static boolean isRolledBack(RanStep ran, List<RanStep> all) {
        return ran.transaction().isPresent()
                && all.stream()
                        .filter(other -> other.transaction().equals(ran.transaction()))
                        .anyMatch(other -> other.step().kind().equals("ROLLBACK")
                                || other.step().kind().equals("COMMIT")
                                        && other.error().isPresent());
    }

    private static String state(RanStep failed) {
        return failed.error().orElseThrow().sqlState();
    }
}
