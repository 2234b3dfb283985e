package dev.dryrun.observe;

import dev.dryrun.postgres.ServerError;
import dev.dryrun.script.Protocol;
import dev.dryrun.script.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a script went: the error that ended it, if one did, the server's warnings, and the rows that its statements counted.
 *
 * @param countsAll whether {@code rows} tell of the same statements as psql's do
 */
record Ending(Optional<Failure> failure, List<String> warnings, List<Long> rows, boolean countsAll) {

    private static final Pattern SAID =
            Pattern.compile("(?m)^(?:psql:[^:\\n]*:(\\d+): )?(ERROR|FATAL|WARNING):  ([0-9A-Z]{5}): (.*)$");
    private static final Pattern COUNTED = Pattern.compile("(?:INSERT 0|UPDATE|DELETE|MERGE|COPY|SELECT|MOVE) (\\d+)");

    /** Those whose tags psql prints; the rows of others it prints themselves. */
    private static final Set<String> TAGGED =
            Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "MOVE", "CREATE TABLE", "CREATE MATERIALIZED VIEW");

    /** The line is the last that was read: of the statement, or of the rows for COPY, which only psql tells. */
    record Failure(String sqlState, String message, int line, boolean copies) {}

    /** From what psql said with VERBOSITY=verbose. */
    static Ending ofPsql(String stdout, String stderr) {
        Optional<Failure> failure = Optional.empty();
        List<String> warnings = new ArrayList<>();
        for (Matcher said = SAID.matcher(stderr); said.find(); ) {
            if (said.group(2).equals("WARNING") && failure.isEmpty()) {
                warnings.add(said.group(4));
            } else if (failure.isEmpty()) {
                failure = Optional.of(new Failure(said.group(3), said.group(4), line(said.group(1)), false));
            }
        }
        return new Ending(failure, warnings, rowsOfPsql(stdout), true);
    }

    /** What fails behind the last line, such as a COMMIT of psql's own, has none. */
    private static int line(String number) {
        return number == null ? Integer.MAX_VALUE : Integer.parseInt(number);
    }

    private static List<Long> rowsOfPsql(String stdout) {
        return stdout.lines()
                .map(COUNTED::matcher)
                .filter(Matcher::matches)
                .map(tag -> Long.valueOf(tag.group(1)))
                .toList();
    }

    /** From what dryrun observed. */
    static Ending ofSteps(List<RanStep> steps) {
        List<String> warnings = new ArrayList<>();
        List<Long> rows = new ArrayList<>();
        Optional<Failure> failure = Optional.empty();
        for (RanStep step : steps) {
            step.warnings().forEach(warning -> warnings.add(firstLine(warning)));
            if (isTagged(step.step())) {
                step.rows().ifPresent(rows::add);
            }
            failure = failure.or(() -> step.error()
                    .map(error -> new Failure(
                            error.sqlState(),
                            firstLine(error),
                            lastLine(step),
                            step.step().protocol() instanceof Protocol.CopyIn)));
        }
        return new Ending(
                failure, warnings, rows, steps.stream().map(RanStep::step).allMatch(Ending::counts));
    }

    private static boolean isTagged(Step step) {
        return TAGGED.contains(step.kind()) || step.protocol() instanceof Protocol.CopyIn;
    }

    /** Of a group only the last statement's rows are told, and some statements may count one way or the other. */
    private static boolean counts(Step step) {
        return !(step.protocol() instanceof Protocol.SimpleGroup)
                && !Set.of("EXECUTE", "WITH").contains(step.kind())
                && !(step.kind().equals("SELECT") && step.sql().contains("INTO"));
    }

    private static String firstLine(ServerError error) {
        return error.message().lines().findFirst().orElse("");
    }

    private static int lastLine(RanStep ran) {
        return ran.step().line() + lineFeeds(ran.step().sql());
    }

    private static int lineFeeds(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }

    /** What the server said, word for word. */
    String said() {
        String error = failure.map(failed -> failed.sqlState() + ": " + failed.message())
                .orElse("succeeded");
        return String.join("\n", warnings) + "\n" + error;
    }
}
