package dev.dryrun.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who stood before which lock, in what order. */
public final class StepQueues {

    private StepQueues() {}

    /**
     * What somebody waits for: the {@code locktype} of {@code pg_locks}, the relation where it is one or part of one, and
     * what else tells it from others, such as the id of a transaction.
     */
    public record Awaited(String lockType, Optional<String> relation, Optional<String> object) {}

    /** The queue before one lock at one moment; more waited than are listed. */
    public record Queue(
            @JsonProperty("atMs") Duration at,
            @JsonUnwrapped Awaited lock,
            List<Member> holders,
            List<Waiting> waiting,
            int more) {

        public Queue {
            holders = List.copyOf(holders);
            waiting = List.copyOf(waiting);
        }
    }

    /** A session; the step is that of the migration which took the lock or asks for it. */
    public record Member(int pid, Optional<Integer> step, String application, String query) {}

    /** A session that waits, in the order in which they will be served, and whom it is behind. */
    public record Waiting(
            @JsonUnwrapped Member member,
            String mode,
            @JsonProperty("waitedMs") Duration waited,
            List<Integer> behind) {

        public Waiting {
            behind = List.copyOf(behind);
        }
    }
}
