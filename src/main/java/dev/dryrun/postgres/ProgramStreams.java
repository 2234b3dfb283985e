package dev.dryrun.postgres;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What goes into a program and comes out of it while it runs.
 *
 * @param input empty where it has nothing to read
 * @param stdout takes each line of its output
 * @param stderr sees each line of its complaints, and says whether to keep it for the result
 */
record ProgramStreams(Optional<ProgramInput> input, Consumer<String> stdout, Predicate<String> stderr) {

    static ProgramStreams to(Consumer<String> stdout) {
        return new ProgramStreams(Optional.empty(), stdout, line -> true);
    }

    ProgramStreams from(Optional<ProgramInput> other) {
        return new ProgramStreams(other, stdout, stderr);
    }
}
