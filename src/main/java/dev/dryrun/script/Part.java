package dev.dryrun.script;

/**
 * A stretch of the migration that has a transaction mode of its own: a file, or a changeset of one.
 *
 * @param source with everything outside this part blanked out, so that its lines keep their numbers
 * @param ofPsql whether psql is to run it, and puts in the values of its variables
 */
public record Part(SourceText source, Frame frame, boolean ofPsql) {

    /** What dryrun sends around the statements of a part, because the part's migration tool would. */
    public enum Frame {
        /** Nothing: each statement is its own transaction unless the text says otherwise. */
        NONE,
        /** A BEGIN before the first statement and a COMMIT after the last. */
        TRANSACTION,
        /** Only a BEGIN: the text itself ends the transaction. */
        BEGIN
    }

    public Part(SourceText source, Frame frame) {
        this(source, frame, true);
    }

    /** The same for a tool that sends a colon and a name as they are. */
    Part withoutVariables() {
        return new Part(source, frame, false);
    }

    /** A file as psql runs it: each statement is its own transaction unless the file says otherwise. */
    public static Part asWritten(SourceText source) {
        return new Part(source, Frame.NONE);
    }

    /** A text that its migration tool runs in a transaction. */
    public static Part inTransaction(SourceText source) {
        return new Part(source, Frame.TRANSACTION);
    }
}
