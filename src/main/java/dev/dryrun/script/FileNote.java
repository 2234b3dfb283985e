package dev.dryrun.script;

/**
 * What a reader of the report should know of a migration file: what was left out of it, or is not done as its tool
 * would.
 *
 * @param code as of a finding: {@code file-part-left-out}
 */
public record FileNote(String code, Weight weight, String message) {

    /** Whether the note only says what was done, or that the run differs from the tool's. */
    public enum Weight {
        INFO,
        WARNING
    }

    public FileNote {
        if (code.isBlank() || message.isBlank()) {
            throw new IllegalArgumentException("a note says something: '" + code + "', '" + message + "'");
        }
    }

    /** A part or file that is not run, rightly. */
    public static FileNote leftOut(String message) {
        return new FileNote("left-out", Weight.INFO, message);
    }

    static FileNote warning(String code, String message) {
        return new FileNote(code, Weight.WARNING, message);
    }
}
