package dev.dryrun.plan;

/**
 * The user gave something that cannot be used (options, files, dump, script): exit code 2. The message says what we
 * were doing and to what (file, line); the hint says what to do next.
 */
public final class BadInput extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String hint;

    public BadInput(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    public String hint() {
        return hint;
    }
}
