package dev.dryrun.script;

/** A stretch of a text: its characters from {@code start} up to but not including {@code end}. */
record Stretch(int start, int end) {

    Stretch {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("from " + start + " to " + end);
        }
    }
}
