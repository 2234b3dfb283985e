package dev.dryrun.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.dryrun.time.DurationBounds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The locks of a step and the sessions on either side of them. */
public final class StepLocks {

    private StepLocks() {}

    /**
     * A lock that a step requested: for how long it waited for it and held it, after which step it was released
     * (absent where nobody saw that), and how we know.
     */
    public record Lock(
            @JsonUnwrapped Request request,
            @JsonProperty("waitMs") DurationBounds waited,
            @JsonProperty("holdMs") DurationBounds held,
            Optional<Integer> releasedAfterStep,
            List<Evidence> evidence,
            boolean blocksReads,
            boolean blocksWrites,
            List<Interval> intervals) {

        public Lock {
            evidence = List.copyOf(evidence);
            intervals = List.copyOf(intervals);
            if (evidence.isEmpty()) {
                throw new IllegalArgumentException("no evidence for " + request);
            }
        }

        /** Whether sessions of the application can stand behind it: not behind one on what the step itself made. */
        public boolean blocksOthers() {
            return !request.created() && (blocksReads || blocksWrites);
        }
    }

    /** From request to release, counted from the start of the migration; not granted where it never was. */
    public record Interval(
            @JsonProperty("requestedMs") Duration requested,
            @JsonProperty("grantedMs") Optional<Duration> granted,
            @JsonProperty("releasedMs") Duration released) {}

    /**
     * What was locked and how: the table is that of an index or of what is kept out of line (TOAST), relkind is the letter of {@code pg_class} where the catalog still knows the relation,
     * the mode is spelled as in {@code pg_locks}.
     */
    public record Request(
            String relation, Optional<String> table, Optional<String> relkind, String mode, boolean created) {}

    /** Where the knowledge of a lock comes from. */
    public enum Evidence {
        SNAPSHOT,
        SAMPLE,
        WAL,
        DOCUMENTED
    }

    /**
     * Sessions of the application that waited because of the step: how many, at most at once, how long, and who stood
     * before which lock when the most did.
     */
    public record Blocked(
            int sessions,
            int peakSessions,
            @JsonProperty("longestMs") Duration longest,
            @JsonProperty("totalMs") Duration total,
            List<BlockedQuery> byQuery,
            List<StepQueues.Queue> queue) {

        public static final Blocked NOBODY = new Blocked(0, 0, Duration.ZERO, Duration.ZERO, List.of(), List.of());

        public Blocked {
            byQuery = List.copyOf(byQuery);
            queue = List.copyOf(queue);
            if (peakSessions < 0 || sessions < peakSessions) {
                throw new IllegalArgumentException(sessions + " sessions blocked, " + peakSessions + " at once");
            }
        }
    }

    /** The blocked sessions that were running one query, and what they waited for. */
    public record BlockedQuery(
            String query,
            int sessions,
            @JsonProperty("longestMs") Duration longest,
            @JsonProperty("totalMs") Duration total,
            List<StepQueues.Awaited> waitedFor) {

        public BlockedQuery {
            waitedFor = List.copyOf(waitedFor);
        }
    }

    /** A session that the migration itself had to wait for, and because of what; pid 0 is a prepared transaction. */
    public record WaitedFor(
            int pid,
            String application,
            Optional<String> state,
            Optional<String> query,
            @JsonProperty("waitMs") Duration waited,
            StepQueues.Awaited lock) {}
}
