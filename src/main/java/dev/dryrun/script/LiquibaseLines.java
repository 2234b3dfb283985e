package dev.dryrun.script;

import dev.dryrun.plan.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of a Liquibase file by which it speaks to Liquibase: changesets, preconditions, lines to be ignored. */
final class LiquibaseLines {

    private static final Pattern CHANGESET = comment("changeset\\b");
    private static final Pattern PRECONDITIONS = comment("preconditions\\b");
    private static final Pattern PROPERTY = comment("property\\s");
    private static final Pattern IGNORE_LINES = comment("ignoreLines:(\\w+)");

    private final SourceText source;
    private final Place place;
    private final List<Changeset> changesets = new ArrayList<>();
    private final List<Stretch> ignored = new ArrayList<>();
    private final List<FileNote> notes = new ArrayList<>();
    private Optional<Changeset> open = Optional.empty();
    private int ignoredFrom;
    private int linesToIgnore;

    private LiquibaseLines(SourceText source) {
        this.source = source;
        this.place = source.place();
    }

    static LiquibaseLines read(SourceText source) {
        LiquibaseLines lines = new LiquibaseLines(source);
        lines.readAll();
        return lines;
    }

    List<Changeset> changesets() {
        return changesets;
    }

    List<FileNote> notes() {
        return notes;
    }

    /** The stretches of a changeset that Liquibase does not ignore. */
    List<Stretch> kept(Changeset changeset) {
        List<Stretch> kept = new ArrayList<>();
        int at = changeset.body().start();
        for (Stretch hole : ignored) {
            if (hole.start() >= at && hole.end() <= changeset.body().end()) {
                kept.add(new Stretch(at, hole.start()));
                at = hole.end();
            }
        }
        kept.add(new Stretch(at, changeset.body().end()));
        return kept;
    }

    private static Pattern comment(String words) {
        return Pattern.compile("\\s*--\\s*" + words + ".*", Pattern.CASE_INSENSITIVE);
    }

    private void readAll() {
        String text = source.text();
        int next;
        for (int at = 0; at < text.length(); at = next) {
            int lineFeed = text.indexOf('\n', at);
            next = lineFeed < 0 ? text.length() : lineFeed + 1;
            readLine(text.substring(at, next).stripTrailing(), new Stretch(at, next));
        }
        if (linesToIgnore != 0) {
            throw refuse(ignoredFrom, "ignoreLines without its end", "add --ignoreLines:end");
        }
        close(text.length());
        refuseOrphans();
    }

    private void readLine(String line, Stretch at) {
        Matcher ignore = IGNORE_LINES.matcher(line);
        if (linesToIgnore != 0) {
            passIgnored(ignore, at);
        } else if (ignore.matches()) {
            ignoredFrom = at.start();
            linesToIgnore = linesToIgnore(ignore.group(1), at.start());
        } else if (CHANGESET.matcher(line).matches()) {
            open(line, at);
        } else if (PROPERTY.matcher(line).matches()) {
            throw refuse(at.start(), "a property is not supported", "write its value where it is used");
        } else if (PRECONDITIONS.matcher(line).matches()) {
            notes.add(FileNote.warning(
                    "precondition-not-checked",
                    source.file() + ":" + place.line(at.start())
                            + ": the preconditions are not checked: the changeset is run whatever they say"));
        }
    }

    private int linesToIgnore(String count, int offset) {
        if (count.equalsIgnoreCase("start")) {
            return Integer.MAX_VALUE;
        }
        if (!count.matches("[1-9]\\d{0,5}")) {
            throw refuse(offset, "ignoreLines:" + count + " is not known", "write start, end, or a number of lines");
        }
        return Integer.parseInt(count);
    }

    private void passIgnored(Matcher ignore, Stretch at) {
        boolean counted = linesToIgnore != Integer.MAX_VALUE;
        boolean ends = ignore.matches() && ignore.group(1).equalsIgnoreCase("end");
        linesToIgnore -= counted ? 1 : 0;
        if (linesToIgnore == 0 || !counted && ends) {
            linesToIgnore = 0;
            ignored.add(new Stretch(ignoredFrom, at.end()));
            notes.add(FileNote.leftOut(source.file() + ": lines " + place.line(ignoredFrom) + " to "
                    + place.line(at.start()) + " are left out, because of ignoreLines"));
        }
    }

    private void open(String line, Stretch at) {
        Matcher opening = Changeset.opening(line)
                .orElseThrow(() -> refuse(at.start(), "a changeset without author:id", "write --changeset author:id"));
        close(at.start());
        Marker marker = new Marker(source.file(), place.line(at.start()), opening.group(1));
        open = Optional.of(new Changeset(marker, opening.group(2), new Stretch(at.end(), at.end())));
    }

    private void close(int end) {
        open.ifPresent(changeset -> changesets.add(new Changeset(
                changeset.line(),
                changeset.attributes(),
                new Stretch(changeset.body().start(), end))));
        open = Optional.empty();
    }

    /** Liquibase runs nothing outside changesets. */
    private void refuseOrphans() {
        int end = changesets.isEmpty()
                ? source.text().length()
                : changesets.get(0).body().start();
        ToolStatements.in(source.only(0, end), MigrationFormat.LIQUIBASE).list().stream()
                .findFirst()
                .ifPresent(statement -> {
                    throw refuse(
                            statement.start(),
                            "a statement outside of any changeset",
                            "Liquibase does not run it: put --changeset author:id before it");
                });
    }

    private BadInput refuse(int offset, String what, String hint) {
        return place.refuse(offset, what, hint);
    }
}
