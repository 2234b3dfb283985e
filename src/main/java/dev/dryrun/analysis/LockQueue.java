package dev.dryrun.analysis;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who stood before one lock at one moment, counted from the start of the migration: the sessions that kept the others
 * from it, and those that waited, in the order in which they will get it. {@code hidden} is how many more waited than
 * are listed.
 */
public record LockQueue(Duration at, AwaitedLock lock, List<Member> holders, List<Waiting> waiting, int hidden) {

    /** A session, and the step where it is one of the migration: the step that took the lock or asks for it. */
    public record Member(int pid, Optional<Integer> step, String application, String query) {}

    /** A session that waits: for which mode, how long by then, and behind which sessions. */
    public record Waiting(Member member, String mode, Duration waited, List<Integer> behind) {

        public Waiting {
            behind = List.copyOf(behind);
        }
    }

    public LockQueue {
        holders = List.copyOf(holders);
        waiting = List.copyOf(waiting);
    }
}
