package dev.dryrun.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** How far a stage of the run has come. */
public sealed interface Reached {

    /** Nobody knows. */
    record Unknown() implements Reached {}

    /** So much of a whole, and the same in words ({@code 12 of 31 tables}); a whole of 0 is not known. */
    record Share(long done, long whole, String words) implements Reached {}

    /** Seconds of seconds. */
    record Waited(Duration waited, Duration whole) implements Reached {}

    /**
     * A step of the migration is running.
     *
     * @param of how many there are, where that is known
     * @param locks what it holds and what it waits for
     * @param blocked the sessions that wait behind the migration
     */
    record InStep(int number, OptionalInt of, String sql, Duration running, Locks locks, int blocked)
            implements Reached {}

    /** The strongest lock that the migration holds and the one that it waits for: {@code ACCESS EXCLUSIVE orders}. */
    record Locks(Optional<String> held, Optional<String> awaited) {}
}
