package dev.dryrun.script;

/** What becomes of a statement's result. */
sealed interface Ending {

    /** psql would print it. */
    record Shown() implements Ending {}

    /** There is none: the statement takes rows from the script. */
    record Fed(CopyRows rows) implements Ending {}

    /** {@code \gset}: each column of its one row becomes a variable. */
    record Stored(Template prefix) implements Ending {}

    /** {@code \gexec}: each field of each row is run as a statement. */
    record Executed(Place place, int offset) implements Ending {
        int line() {
            return place.line(offset);
        }
    }

    Ending SHOWN = new Shown();
}
