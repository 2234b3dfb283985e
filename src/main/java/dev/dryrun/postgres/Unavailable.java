package dev.dryrun.postgres;

/** A kind of server that cannot be had here, with the reason and what to install; another kind may still do. */
final class Unavailable extends Exception {

    private static final long serialVersionUID = 1L;

    private final String hint;

    Unavailable(String reason, String hint) {
        super(reason);
        this.hint = hint;
    }

    String hint() {
        return hint;
    }
}
