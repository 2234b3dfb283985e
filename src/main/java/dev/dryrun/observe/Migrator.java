package dev.dryrun.observe;

import dev.dryrun.script.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

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

    @Override
    void close();
}
