package dev.dryrun.plan;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the migration may cost the application: a name and a limit, in ms or as a count.
 *
 * @param part the class of sessions, or the query, that it is limited to; empty for all requests
 */
public record Budget(Name name, long limit, Optional<String> part) {

    /** The budgets there are; the name is the one of {@code --budget} and of report.json. */
    public enum Name {
        /** The longest time for which new SELECTs on one table could not have proceeded. */
        READS_BLOCKED("ms"),
        /** The longest time for which new INSERTs, UPDATEs and DELETEs on one table could not have proceeded. */
        WRITES_BLOCKED("ms"),
        /** Requests of the load that failed or timed out while the migration ran, beyond those of the baseline. */
        ERRORS("count"),
        /** The longest response time of a single request that was due since the first step. */
        STALL("ms"),
        /** The 99th percentile of the response times of the requests that were due in a step, of the worst step. */
        P99("ms"),
        /** For how long, since the first step, requests waited and no connection of the pool was free. */
        POOL_EMPTY("ms");

        private final String unit;

        Name(String unit) {
            this.unit = unit;
        }

        public String unit() {
            return unit;
        }

        public boolean isTime() {
            return unit.equals("ms");
        }

        /** It is of requests, and may be limited to some of them; the others are of tables. */
        public boolean isOfRequests() {
            return this != READS_BLOCKED && this != WRITES_BLOCKED;
        }

        /** As spelled on the command line: {@code reads-blocked}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Budget {
        if (limit < 0) {
            throw new IllegalArgumentException("a budget is not negative: " + limit);
        }
        if (part.isPresent() && !name.isOfRequests()) {
            throw new IllegalArgumentException(name + " is of tables, and not of " + part.get());
        }
    }

    /** A budget of all requests, or of tables. */
    public Budget(Name name, long limit) {
        this(name, limit, Optional.empty());
    }

    public static Budget of(Name name, Duration limit) {
        return new Budget(name, limit.toMillis());
    }

    /** The same, for one class of sessions or one query. */
    public Budget limitedTo(String classOrQuery) {
        return new Budget(name, limit, Optional.of(classOrQuery));
    }

    /** As spelled on the command line: {@code p99}, or {@code p99@reporting}. */
    public String text() {
        return name.text() + part.map(only -> "@" + only).orElse("");
    }

    /** {@code reads-blocked=500ms, writes-blocked=1s, errors=0}. */
    public static List<Budget> defaults() {
        return List.of(
                of(Name.READS_BLOCKED, Duration.ofMillis(500)),
                of(Name.WRITES_BLOCKED, Duration.ofSeconds(1)),
                new Budget(Name.ERRORS, 0));
    }
}
