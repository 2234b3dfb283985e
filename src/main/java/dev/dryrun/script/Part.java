package dev.dryrun.script;

/**
 * A stretch of the migration that has a transaction mode of its own: a file, or a changeset of one.
 *
 * @param source with everything outside this part blanked out, so that its lines keep their numbers
 * @param inTransaction whether it is run between a BEGIN and a COMMIT of ours, as its migration tool would run it
 */
public record Part(SourceText source, boolean inTransaction) {

    /** A file as psql runs it: each statement is its own transaction unless the file says otherwise. */
    public static Part asWritten(SourceText source) {
        return new Part(source, false);
    }
}
