package dev.dryrun.script;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells which tool a migration file is written for: by the tool's own comments, else by its way of naming files. */
final class FormatDetection {

    private static final String START_OF_LINE = "(?mdi)^[ \\t\\uFEFF]*--[ \\t]*";
    private static final Map<MigrationFormat, Pattern> COMMENTS = new EnumMap<>(Map.of(
            MigrationFormat.LIQUIBASE,
            Pattern.compile(
                    "(?i)\\A\\uFEFF?(?:[ \\t\\r]*(?:--[^\\n]*)?\\n){0,50}?[ \\t]*--[ \\t]*liquibase\\s+formatted\\s+sql"),
            MigrationFormat.DBMATE,
            Pattern.compile(START_OF_LINE + "migrate:(?:up|down)\\b"),
            MigrationFormat.GOOSE,
            Pattern.compile(START_OF_LINE + "\\+goose\\b"),
            MigrationFormat.SQL_MIGRATE,
            Pattern.compile(START_OF_LINE + "\\+migrate\\b")));

    private FormatDetection() {}

    static MigrationFormat of(MigrationSource file) {
        Optional<MigrationFormat> found = Optional.empty();
        for (Map.Entry<MigrationFormat, Pattern> each : COMMENTS.entrySet()) {
            Matcher comment = each.getValue().matcher(file.source().text());
            if (comment.find()) {
                found.ifPresent(first -> {
                    throw file.source()
                            .place()
                            .refuse(
                                    comment.start(),
                                    "a comment for " + each.getKey().text() + " in a file for " + first.text(),
                                    "keep the comments of the tool that runs the file");
                });
                found = Optional.of(each.getKey());
            }
        }
        return found.orElseGet(() -> byName(file));
    }

    private static MigrationFormat byName(MigrationSource file) {
        boolean nameFits = file.byName() == MigrationFormat.PSQL || file.byName() == MigrationFormat.GOLANG_MIGRATE;
        return nameFits && SqlxFile.isMarked(file.source()) ? MigrationFormat.SQLX : file.byName();
    }
}
