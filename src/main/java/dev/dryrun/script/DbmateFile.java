package dev.dryrun.script;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file for dbmate: what stands between {@code -- migrate:up} and {@code -- migrate:down}, in one transaction, or with
 * {@code transaction:false} sent as one query.
 *
 * @see <a href="https://github.com/amacneil/dbmate#migration-options">dbmate's migration options</a>
 */
final class DbmateFile {

    private static final Pattern UP = Pattern.compile("(?md)^\\uFEFF?(--\\s*migrate:up(?:[ \\t\\r]*$|[ \\t]+.*$))");
    private static final Pattern DOWN = Pattern.compile("(?md)^\\uFEFF?--\\s*migrate:down\\b");
    private static final Pattern NO_TRANSACTION = Pattern.compile("\\stransaction:false(?:\\s|$)");

    private DbmateFile() {}

    static ToolScript read(SourceText source, Optional<OwnMarker> own) {
        Matcher up = UP.matcher(source.text());
        Matcher down = DOWN.matcher(source.text());
        boolean hasDown = down.find();
        check(source, up, hasDown ? down.start() : source.text().length());
        int end = hasDown ? down.start() : source.text().length();
        boolean without = NO_TRANSACTION.matcher(up.group(1)).find();
        TransactionMode mode =
                ToolScript.mode(without ? TransactionMode.ONE_QUERY : TransactionMode.ONE_TRANSACTION, own);
        Marker ofTool = new Marker(
                source.file(), source.place().line(up.start(1)), up.group(1).strip());
        ToolScript script = ToolScript.inOneMode(MigrationFormat.DBMATE, source.only(up.start(1), end), mode)
                .askedBy(own.map(OwnMarker::marker).or(() -> Optional.of(ofTool)));
        return hasDown ? script.with(downLeftOut(source, down.start())) : script;
    }

    static FileNote downLeftOut(SourceText source, int down) {
        return FileNote.leftOut(
                source.file() + ": the down part from line " + source.place().line(down) + " on is left out");
    }

    private static void check(SourceText source, Matcher up, int down) {
        Place place = source.place();
        if (!up.find()) {
            throw place.refuse(0, "no '-- migrate:up'", "dbmate runs what follows that line");
        }
        if (down < up.start()) {
            throw place.refuse(
                    down, "'-- migrate:down' before '-- migrate:up'", "dbmate wants them in this order: up, down");
        }
        List<ToolStatements.Statement> before = ToolStatements.in(source.only(0, up.start()), MigrationFormat.DBMATE)
                .list();
        if (!before.isEmpty()) {
            throw place.refuse(
                    before.get(0).start(), "a statement before '-- migrate:up'", "dbmate refuses it: move it behind");
        }
    }
}
