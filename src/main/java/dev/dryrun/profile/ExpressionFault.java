package dev.dryrun.profile;

/** What is wrong with the text of an expression; whoever read it knows file and line. */
public final class ExpressionFault extends Exception {

    private static final long serialVersionUID = 1L;

    ExpressionFault(String message) {
        super(message);
    }
}
