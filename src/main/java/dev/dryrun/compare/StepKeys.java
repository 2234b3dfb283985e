package dev.dryrun.compare;

import dev.dryrun.report.Report;
import dev.dryrun.report.StepReport;
import dev.dryrun.script.QueryToken;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Numbers that are equal for steps which are the same statement of the same file. */
final class StepKeys {

    private static final int LONGEST_READ = 200_000;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final boolean byFile;

    /** A migration of one file may have been renamed: then the statement alone tells. */
    StepKeys(Report before, Report after) {
        this.byFile = hasSeveralFiles(before) && hasSeveralFiles(after);
    }

    int[] of(List<StepReport> steps) {
        return steps.stream()
                .mapToInt(step -> numbers.computeIfAbsent(key(step), ignored -> numbers.size()))
                .toArray();
    }

    private String key(StepReport step) {
        Optional<String> file = step.statement().origin().file().filter(ignored -> byFile);
        return file.map(StepKeys::nameOf).orElse("") + "\n"
                + normalised(step.statement().sql());
    }

    private static boolean hasSeveralFiles(Report report) {
        return report.steps().stream()
                        .flatMap(step -> step.statement().origin().file().stream())
                        .distinct()
                        .limit(2)
                        .count()
                > 1;
    }

    /** Without its directory, which is another wherever the migration is checked out. */
    private static String nameOf(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    /**
     * The statement's tokens: without comments, with one space for any other, in lower case where that is the same. One that
     * consists of rows, and may be of many megabytes, is taken as it is.
     */
    static String normalised(String sql) {
        if (sql.length() > LONGEST_READ) {
            return sql;
        }
        return QueryToken.in(sql).stream()
                .map(token -> token.quoted() ? '"' + token.text() + '"' : token.text())
                .collect(Collectors.joining(" "));
    }
}
