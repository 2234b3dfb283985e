package dev.dryrun.observe;

import dev.dryrun.script.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** What runs the migration: a script step by step, or the command of a migration tool. */
interface Migrator extends AutoCloseable {

    /** What it is about to do, in a line. */
    String announcement();

    /** How many steps it has, where that is known before it runs. */
    OptionalInt stepCount();

    /** Runs the migration to its end. When the waiting thread is interrupted it is stopped. */
    void run();

    List<RanStep> ran();

    List<Step> skipped();

    /** Why the migration did not come to its end, where it did not. */
    Optional<String> incomplete();

    /** The steps, in every try and in the order of time, by the backend process that ran them. */
    Map<Integer, List<RanStep>> bySession();

    /** How it was run, when it is over. */
    Manner manner();

    /** The same while it runs, as far as it is known; may be asked by any thread. */
    Manner mannerSoFar();

    /** Who is to be told of each step that has ended, on the thread that ran it; of one that is run again, again. */
    void onEnded(Consumer<RanStep> told);

    @Override
    void close();
}
