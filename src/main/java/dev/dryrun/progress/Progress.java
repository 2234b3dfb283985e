package dev.dryrun.progress;

import java.util.function.Supplier;

/** Is told what a run is doing, for somebody who waits for it. Being told takes no time worth measuring. */
@FunctionalInterface
public interface Progress {

    void tell(News news);

    /** Something worth a line of its own. */
    default void note(String line) {
        tell(new News.Note(line));
    }

    /** Begins a stage of which nobody knows how far it has come; it ends when the next one begins. */
    default void stage(String name, String words) {
        stage(name, words, Reached.Unknown::new);
    }

    /** @param reached is asked, by another thread and as often as somebody looks, how far the stage has come */
    default void stage(String name, String words, Supplier<Reached> reached) {
        tell(new News.Stage(name, words, reached));
    }
}
