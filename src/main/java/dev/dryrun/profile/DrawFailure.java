package dev.dryrun.profile;

/**
 * A request could not be made because its own values do not go together: a division by zero in an expression, say. It is
 * the profile's fault, and counts as a failed request. The message holds no value.
 */
public final class DrawFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DrawFailure(String message) {
        super(message, null, false, false);
    }
}
