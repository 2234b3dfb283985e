package dev.dryrun.load;

import dev.dryrun.time.Moment;
import dev.dryrun.time.Span;
import java.util.Optional;

/**
 * How one error of one query went on: when it began, and whether it stopped.
 *
 * @param first the first request that failed so, from sent (or due, if it never was sent) to its answer
 * @param lastSent when the last one was sent
 * @param succeededBefore when the last request of the query was sent that succeeded before the first failure
 * @param succeededBetween requests of the query that succeeded between the first and the last failure
 * @param succeededSince those that were sent after the last failure, and succeeded
 */
public record FailureCourse(
        String sqlState,
        String message,
        long count,
        Span first,
        Moment lastSent,
        Optional<Moment> succeededBefore,
        long succeededBetween,
        long succeededSince) {

    private static final int CHANCE = 5;

    public FailureCourse {
        if (count < 1 || lastSent.isBefore(first.from())) {
            throw new IllegalArgumentException(
                    "no course of failures: " + count + " from " + first + " to " + lastSent);
        }
    }

    /** The statement was refused before a row was looked at (SQLSTATE classes 42, 3F and 0A). */
    public boolean isWhateverTheRow() {
        return sqlState.startsWith("42") || sqlState.startsWith("3F") || sqlState.startsWith("0A");
    }

    /**
     * The error goes on to the end. Where every request must fail and did from the first on, one that succeeds since tells
     * that it stopped; otherwise as many must succeed in a row as five failures would have been among.
     */
    public boolean isLasting() {
        if (succeededBetween == 0 && isWhateverTheRow()) {
            return succeededSince == 0;
        }
        return succeededSince * count < CHANCE * (count + succeededBetween);
    }
}
