package dev.dryrun.compare;

/** What is compared of two runs, or of one step in both. */
public enum Measure {
    /** From sending a statement to its answer; of a run, from its first statement to its last answer. */
    DURATION("time", "ms", Spread.USUAL),
    READS_BLOCKED("reads blocked", "ms", Spread.USUAL),
    WRITES_BLOCKED("writes blocked", "ms", Spread.USUAL),
    ROWS_BLOCKED("rows blocked", "ms", Spread.USUAL),
    /** From request to grant. */
    LOCK_WAIT("waited for", "ms", Spread.USUAL),
    /** From grant to release. */
    LOCK_HOLD("held", "ms", Spread.USUAL),
    /** Of response times; of a run, that of the worst step. */
    P99("p99 of the load", "ms", Spread.TAIL),
    /** The longest response time. */
    MAX("max of the load", "ms", Spread.TAIL),
    /** Requests that failed, timed out or had no answer since the first step. */
    ERRORS("errors of the load", "count", Spread.CHANCE),
    /** What the migration itself wrote. */
    WAL("WAL", "bytes", Spread.BYTES);

    /** How its values scatter from run to run. */
    enum Spread {
        USUAL,
        TAIL,
        CHANCE,
        BYTES
    }

    private final String text;
    private final String unit;
    private final Spread spread;

    Measure(String text, String unit, Spread spread) {
        this.text = text;
        this.unit = unit;
        this.spread = spread;
    }

    String text() {
        return text;
    }

    String unit() {
        return unit;
    }

    Spread spread() {
        return spread;
    }
}
