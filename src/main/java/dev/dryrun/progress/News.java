package dev.dryrun.progress;

import java.util.function.Supplier;

/** What a run tells while it goes on. */
public sealed interface News {

    /** As a line. */
    String words();

    /** Something worth a line of its own. */
    record Note(String words) implements News {}

    /** A stage begins: a word or two for it ({@code restoring}), a line, and where to ask how far it has come. */
    record Stage(String name, String words, Supplier<Reached> reached) implements News {}
}
