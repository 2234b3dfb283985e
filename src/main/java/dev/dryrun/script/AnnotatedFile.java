package dev.dryrun.script;

import dev.dryrun.plan.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file for goose or sql-migrate, line by line as these read it: the up part, in which a semicolon at the end of a
 * line ends a query, unless StatementBegin and StatementEnd stand around it.
 *
 * @see <a href="https://github.com/pressly/goose#sql-migrations">goose's SQL migrations</a>
 * @see <a href="https://github.com/rubenv/sql-migrate#writing-migrations">sql-migrate's migrations</a>
 */
final class AnnotatedFile {

    private static final Pattern GOOSE = Pattern.compile("--\\s*\\+goose\\s+(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern SQL_MIGRATE = Pattern.compile("--\\s*\\+migrate\\s+(.*)", Pattern.CASE_INSENSITIVE);

    /** Where in the file a line stands. */
    private enum Section {
        BEFORE,
        UP,
        DOWN
    }

    private final SourceText source;
    private final MigrationFormat format;
    private final List<Stretch> queries = new ArrayList<>();
    private Section section = Section.BEFORE;
    private boolean hasUp;
    private boolean inStatement;
    private OptionalInt queryStart = OptionalInt.empty();
    private Optional<Marker> withoutTransaction = Optional.empty();
    private Optional<FileNote> leftOut = Optional.empty();

    private AnnotatedFile(SourceText source, MigrationFormat format) {
        this.source = source;
        this.format = format;
    }

    static ToolScript read(SourceText source, MigrationFormat format, Optional<OwnMarker> own) {
        AnnotatedFile file = new AnnotatedFile(source, format);
        file.readLines();
        return file.script(own);
    }

    private ToolScript script(Optional<OwnMarker> own) {
        boolean asked = own.isEmpty() && withoutTransaction.isPresent();
        TransactionMode mode =
                ToolScript.mode(asked ? TransactionMode.NO_TRANSACTION : TransactionMode.ONE_TRANSACTION, own);
        // A statement between StatementBegin and StatementEnd needs no semicolon of its own.
        ToolScript script = ToolScript.inOneMode(format, source.only(queries, ";"), mode)
                .askedBy(own.map(OwnMarker::marker).or(() -> withoutTransaction));
        ToolScript split = asked ? queryByQuery(script) : script;
        return leftOut.map(split::with).orElse(split);
    }

    /** A query of several statements is one transaction. */
    private ToolScript queryByQuery(ToolScript script) {
        List<Part> parts = new ArrayList<>();
        for (Stretch query : queries) {
            parts.addAll(OneQuery.parts(source.only(query.start(), query.end()), format));
        }
        return new ToolScript(format, script.transaction(), parts, script.withoutTransaction(), script.notes());
    }

    private void readLines() {
        String text = source.text();
        int next;
        for (int at = 0; at < text.length(); at = next) {
            int lineFeed = text.indexOf('\n', at);
            next = lineFeed < 0 ? text.length() : lineFeed + 1;
            readLine(text.substring(at, next), new Stretch(at, next));
        }
        if (!hasUp) {
            throw refuse(0, "no '" + annotation("Up") + "'", format.text() + " runs what follows that line");
        }
        if (inStatement) {
            throw refuse(queryStart.orElse(text.length()), "StatementBegin without StatementEnd", "add it");
        }
        refuseUnfinished();
    }

    private void readLine(String line, Stretch at) {
        String bare = line.strip().replace("\uFEFF", "");
        Matcher annotation = (format == MigrationFormat.GOOSE ? GOOSE : SQL_MIGRATE).matcher(bare);
        boolean comment = bare.isEmpty() || bare.startsWith("--");
        if (annotation.matches()) {
            obey(annotation.group(1).strip().toLowerCase(Locale.ROOT), bare, at.start());
        } else if (section == Section.BEFORE && !comment) {
            throw refuse(at.start(), "SQL before '" + annotation("Up") + "'", format.text() + " does not run it");
        } else if (section == Section.UP && (!comment || queryStart.isPresent())) {
            queryStart = OptionalInt.of(queryStart.orElse(at.start()));
            if (!inStatement && endsWithSemicolon(bare)) {
                endQuery(at.end());
            }
        }
    }

    private void obey(String words, String annotation, int at) {
        switch (words) {
            case "up" -> enter(Section.UP, at);
            case "down" -> enter(Section.DOWN, at);
            case "up notransaction" -> {
                enter(Section.UP, at);
                ask(annotation, at);
            }
            case "down notransaction" -> enter(Section.DOWN, at);
            case "no transaction" -> ask(annotation, at);
            case "statementbegin" -> inStatement = section != Section.BEFORE;
            case "statementend" -> endStatement(at);
            case "envsub off", "envsubst off" -> {
                // That is how goose begins.
            }
            default ->
                throw refuse(
                        at,
                        "'" + annotation + "' is not supported",
                        "dryrun knows Up, Down, StatementBegin, "
                                + "StatementEnd and the annotations for no transaction");
        }
    }

    private void enter(Section entered, int at) {
        refuseUnfinished();
        if (format == MigrationFormat.GOOSE && entered == Section.UP && hasUp) {
            throw refuse(at, "a second '" + annotation("Up") + "'", "goose wants one");
        }
        if (entered == Section.DOWN && leftOut.isEmpty()) {
            leftOut = Optional.of(DbmateFile.downLeftOut(source, at));
        }
        section = entered;
        hasUp |= entered == Section.UP;
    }

    private void ask(String annotation, int at) {
        withoutTransaction =
                Optional.of(new Marker(source.file(), source.place().line(at), annotation));
    }

    private void endStatement(int at) {
        if (!inStatement) {
            throw refuse(at, "StatementEnd without StatementBegin", "add it before the statement");
        }
        inStatement = false;
        if (queryStart.isPresent()) {
            endQuery(at);
        }
    }

    private void endQuery(int end) {
        Stretch query = new Stretch(queryStart.orElseThrow(), end);
        ToolStatements.in(source.only(query.start(), query.end()), format)
                .stillOpen()
                .ifPresent(token -> {
                    throw refuse(
                            end - 1,
                            "the semicolon at the end of this line ends the query for " + format.text()
                                    + ", in the middle of a quoted text, a body or a parenthesis",
                            "put '" + annotation("StatementBegin")
                                    + "' before the statement and StatementEnd behind it");
                });
        queries.add(query);
        queryStart = OptionalInt.empty();
    }

    private void refuseUnfinished() {
        if (queryStart.isPresent()) {
            throw refuse(
                    queryStart.getAsInt(),
                    "a statement without a semicolon at the end of its last line",
                    format.text() + " refuses it: add the semicolon");
        }
    }

    private static boolean endsWithSemicolon(String line) {
        String last = "";
        for (String word : line.split("\\s+")) {
            if (word.startsWith("--")) {
                break;
            }
            last = word;
        }
        return last.endsWith(";");
    }

    private String annotation(String words) {
        return (format == MigrationFormat.GOOSE ? "-- +goose " : "-- +migrate ") + words;
    }

    private BadInput refuse(int offset, String what, String hint) {
        return source.place().refuse(offset, what, hint);
    }
}
