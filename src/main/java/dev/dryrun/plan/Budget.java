package dev.dryrun.plan;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What the migration may cost the application: a name and a limit, in ms or as a count. */
public record Budget(Name name, long limit) {

    /** The budgets there are; the name is the one of {@code --budget} and of report.json. */
    public enum Name {
        /** The longest time for which new SELECTs on one table could not have proceeded. */
        READS_BLOCKED("ms"),
        /** The longest time for which new INSERTs, UPDATEs and DELETEs on one table could not have proceeded. */
        WRITES_BLOCKED("ms"),
        /** Requests of the load that failed or timed out while the migration ran, beyond those of the baseline. */
        ERRORS("count");

        private final String unit;

        Name(String unit) {
            this.unit = unit;
        }

        public String unit() {
            return unit;
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
    }

    public static Budget of(Name name, Duration limit) {
        return new Budget(name, limit.toMillis());
    }

    /** {@code reads-blocked=500ms, writes-blocked=1s, errors=0}. */
    public static List<Budget> defaults() {
        return List.of(
                of(Name.READS_BLOCKED, Duration.ofMillis(500)),
                of(Name.WRITES_BLOCKED, Duration.ofSeconds(1)),
                new Budget(Name.ERRORS, 0));
    }
}
