package dev.dryrun.script;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code -- dryrun: no-transaction} or {@code -- dryrun: transaction}, which override what a file's tool would do. */
record OwnMarker(Marker marker, boolean transaction) {

    private static final Pattern LINE =
            Pattern.compile("(?md)^[ \\t\\uFEFF]*(--[ \\t]*dryrun:[ \\t]*(.*?))[ \\t\\r]*$");
    private static final String HINT = "write -- dryrun: no-transaction or -- dryrun: transaction";

    static Optional<OwnMarker> in(SourceText source) {
        Matcher line = LINE.matcher(source.text());
        if (!line.find()) {
            return Optional.empty();
        }
        OwnMarker found = read(source, line);
        if (line.find()) {
            throw source.place().refuse(line.start(1), "a second '-- dryrun:' in one file", "leave one");
        }
        return Optional.of(found);
    }

    private static OwnMarker read(SourceText source, Matcher line) {
        Place place = source.place();
        String mode = line.group(2);
        if (!mode.equals("transaction") && !mode.equals("no-transaction")) {
            throw place.refuse(line.start(1), "'" + line.group(1) + "' is not known", HINT);
        }
        Lexer lexer = new Lexer(source.text());
        lexer.resumeAt(source.text().length() - source.withoutByteOrderMark().length());
        if (lexer.next().start() < line.start(1)) {
            throw place.refuse(line.start(1), "'" + line.group(1) + "' after a statement", "move it to the top");
        }
        return new OwnMarker(
                new Marker(source.file(), place.line(line.start(1)), line.group(1)), mode.equals("transaction"));
    }
}
