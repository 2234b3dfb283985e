package dev.dryrun.plan;

/**
 * The environment could not do it (no server, disk full, server died): exit code 3. The message says what we were
 * doing and to what; the hint says what to do next.
 */
public final class NoVerdict extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String hint;

    public NoVerdict(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    public NoVerdict(String message, String hint, Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    public String hint() {
        return hint;
    }
}
