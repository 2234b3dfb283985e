package dev.dryrun.analysis;

import dev.dryrun.load.FailureCourse;
import dev.dryrun.load.QueryLoad;
import dev.dryrun.observe.RanStep;
import dev.dryrun.script.Step;
import dev.dryrun.time.Moment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the step that broke a query. It is one whose changes could be seen when the first request failed, and, where
 * the error does not depend on the rows, not yet when the last one succeeded; of several it is the one that names what
 * the error names.
 */
final class BreakingStep {

    /** Statements that leave the schema as it is. */
    private static final Set<String> NOT_DDL = Set.of(
            "SELECT",
            "INSERT",
            "UPDATE",
            "DELETE",
            "MERGE",
            "COPY",
            "WITH",
            "VALUES",
            "TABLE",
            "EXPLAIN",
            "VACUUM",
            "ANALYZE",
            "LOCK",
            "BEGIN",
            "START",
            "COMMIT",
            "END",
            "ROLLBACK",
            "ABORT",
            "SAVEPOINT",
            "RELEASE",
            "SET",
            "RESET",
            "SHOW",
            "LISTEN",
            "UNLISTEN",
            "NOTIFY",
            "FETCH",
            "MOVE",
            "DECLARE",
            "CLOSE",
            "DISCARD",
            "CHECKPOINT",
            "DEALLOCATE",
            "PREPARE");

    /** Words of messages and statements that name nothing. */
    private static final Set<String> COMMON = Set.of(
            "column",
            "relation",
            "table",
            "type",
            "constraint",
            "null",
            "not",
            "value",
            "values",
            "for",
            "of",
            "in",
            "does",
            "exist",
            "violates",
            "check",
            "unique",
            "key",
            "row",
            "new",
            "public",
            "on",
            "is",
            "select",
            "from",
            "where",
            "and",
            "or",
            "order",
            "by",
            "limit",
            "insert",
            "into",
            "update",
            "set",
            "delete",
            "input",
            "enum",
            "invalid",
            "permission",
            "denied",
            "foreign",
            "function",
            "schema",
            "to",
            "default",
            "begin",
            "commit",
            "a",
            "an",
            "as",
            "with",
            "at",
            "expression",
            "integer",
            "text",
            "duplicate",
            "failing",
            "too",
            "long");

    private static final int NAMED_BY_ERROR = 100;

    private static final String PLAN_CHANGED = "0A000";

    /** A schema, relation, function or column that is not there. */
    private static final Set<String> GONE = Set.of("3F000", "42P01", "42883", "42703");

    private static final Pattern NEW_NAME = Pattern.compile(
            "(?is)\\b(?:RENAME\\b.*\\bTO|ADD\\s+COLUMN(?:\\s+IF\\s+NOT\\s+EXISTS)?|ADD)\\s+\"?([\\p{L}\\d_$]+)");

    /** A step, from when to when its changes began to be seen, and what it names. */
    private record Candidate(RanStep step, Moment earliest, Moment latest, Set<String> named) {}

    /** The words that an error names, and those of the query that met it. */
    private record Named(Set<String> byError, Set<String> byQuery) {}

    /** A step, and how much of what is named it names. */
    private record Scored(RanStep step, int score) {}

    private final List<Candidate> candidates = new ArrayList<>();

    BreakingStep(List<RanStep> ran) {
        Map<Integer, RanStep> lastOfTransaction = new HashMap<>();
        ran.forEach(step -> step.transaction().ifPresent(number -> lastOfTransaction.put(number, step)));
        for (RanStep step : ran) {
            RanStep last = step.transaction().map(lastOfTransaction::get).orElse(step);
            boolean undone = step.error().isPresent() || last.step().kind().equals("ROLLBACK");
            if (!undone && changesSchema(step.step())) {
                Moment latest = last.timing().ended();
                candidates.add(new Candidate(
                        step, earliest(step, last), latest, step.step().identifiers()));
            }
        }
    }

    /** A statement of its own commits when it is let go; COMMIT does while it runs, and some commit in between. */
    private static Moment earliest(RanStep step, RanStep last) {
        boolean ownTransaction = step.knowsAllLocks() && step.transaction().isEmpty();
        return ownTransaction ? step.timing().letGo() : last.timing().sent();
    }

    private static boolean changesSchema(Step step) {
        return !NOT_DDL.contains(step.kind().split(" ", 2)[0]);
    }

    /** The step that made requests of this query fail so; empty where none is known to have. */
    Optional<RanStep> of(QueryLoad query, FailureCourse course) {
        boolean certain = course.isWhateverTheRow();
        Named named = new Named(words(course.message()), words(query.query().sql()));
        List<Candidate> seen = candidates.stream()
                .filter(candidate -> !isReturn(candidate, named, course) && mayCause(candidate, course))
                .filter(candidate ->
                        candidate.earliest().isBefore(course.first().to()))
                .filter(candidate -> !certain
                        || course.succeededBefore()
                                .map(success -> !candidate.latest().isBefore(success))
                                .orElse(true))
                .toList();
        return seen.stream()
                .map(candidate -> new Scored(candidate.step(), score(candidate, named, course)))
                .max(Comparator.comparingInt(Scored::score)
                        .thenComparing(scored -> scored.step().number(), order(course)))
                .filter(best -> certain || best.score() > 0)
                .map(Scored::step);
    }

    /** What is gone went last. A constraint was there from the first statement on that names it. */
    private static Comparator<Integer> order(FailureCourse course) {
        String sqlState = course.sqlState();
        boolean constraint = sqlState.startsWith("23") && !sqlState.equals("23502");
        return constraint ? Comparator.reverseOrder() : Comparator.naturalOrder();
    }

    /** No index changes what a query returns. */
    private static boolean mayCause(Candidate candidate, FailureCourse course) {
        return !course.sqlState().equals(PLAN_CHANGED)
                || !candidate.step().step().kind().contains(" INDEX");
    }

    /** What was gone for a while came back by a step that names it as well, and is not to blame for its absence. */
    private static boolean isReturn(Candidate candidate, Named names, FailureCourse course) {
        if (course.isLasting() || !GONE.contains(course.sqlState())) {
            return false;
        }
        String kind = candidate.step().step().kind();
        Matcher renamed = NEW_NAME.matcher(candidate.step().step().sql());
        return kind.startsWith("CREATE ") && !kind.startsWith("CREATE INDEX")
                || renamed.find() && names.byError().contains(renamed.group(1).toLowerCase(Locale.ROOT));
    }

    /** What the error names weighs more than what else the query does; a data exception names no column. */
    private static int score(Candidate candidate, Named names, FailureCourse course) {
        int weight = course.sqlState().startsWith("22") ? 1 : NAMED_BY_ERROR;
        return weight * common(candidate.named(), names.byError()) + common(candidate.named(), names.byQuery());
    }

    private static int common(Set<String> named, Set<String> words) {
        return (int) words.stream().filter(named::contains).count();
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>(Arrays.asList(text.split("[^\\p{L}\\p{N}_$]+")));
        words.addAll(Arrays.asList(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}_$]+")));
        words.removeIf(word -> word.isBlank() || COMMON.contains(word));
        return words;
    }
}
