package dev.dryrun.profile;

import dev.dryrun.plan.BadInput;

/** Where something of a profile stands. */
public record Origin(String file, int line) {

    /** @param hint what to do next */
    public BadInput refuse(String what, String hint) {
        return new BadInput(this + ": " + what, hint);
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
