package dev.dryrun.analysis;

import dev.dryrun.observe.CommandCourse;
import dev.dryrun.observe.Observations;
import dev.dryrun.observe.RanStep;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which of a tool's failed statements failed the migration, though its command ended with success: some tools do so
 * after any error. A tool may well get over a failure that it provoked: when it only asked whether something is there,
 * when it tried again and succeeded, or when what it wanted to make was there already and it went on making other things.
 */
public final class CommandFailures {

    /** <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">Undefined</a> table, column, … */
    private static final Set<String> MISSING = Set.of("3F000", "42P01", "42703", "42704", "42883");

    /** Duplicate table, schema, column, function, object. */
    private static final Set<String> THERE_ALREADY = Set.of("42P06", "42P07", "42701", "42723", "42710");

    private static final Set<String> CHANGES_NOTHING =
            Set.of("SELECT", "SET", "SHOW", "RESET", "DISCARD", "WITH", "VALUES", "TABLE", "LISTEN", "UNLISTEN");

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
        String state = failed.error().orElseThrow().sqlState();
        List<RanStep> later = all.stream()
                .filter(ran -> ran.number() > failed.number() && ran.error().isEmpty())
                .toList();
        boolean asked = MISSING.contains(state) && failed.step().kind().equals("SELECT");
        boolean repeated = later.stream()
                .anyMatch(ran -> ran.step().sql().equals(failed.step().sql()));
        return asked
                || repeated
                || THERE_ALREADY.contains(state) && later.stream().anyMatch(CommandFailures::changes);
    }

    private static boolean changes(RanStep ran) {
        return !ran.step().controlsTransaction()
                && !CHANGES_NOTHING.contains(ran.step().kind());
    }
}
