package dev.dryrun.cli;

/** What the doctor says of one thing: how it stands, what was found, and what to do where something is to be done. */
record Check(String name, State state, String found, String hint) {

    /** How it stands. */
    enum State {
        OK,
        WARNING,
        MISSING
    }

    static Check ok(String name, String found) {
        return new Check(name, State.OK, found, "");
    }

    static Check warning(String name, String found, String hint) {
        return new Check(name, State.WARNING, found, hint);
    }

    static Check missing(String name, String found, String hint) {
        return new Check(name, State.MISSING, found, hint);
    }
}
