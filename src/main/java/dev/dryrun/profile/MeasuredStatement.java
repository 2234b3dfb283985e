package dev.dryrun.profile;

import java.util.OptionalDouble;

/**
 * A statement as pg_stat_statements has counted it.
 *
 * @param line where its entry begins in the export
 * @param sql its text, in which {@code $1} and so on stand for constants and parameters
 * @param rows what all its calls together returned or changed
 * @param seconds how long the statistics had been collected
 */
public record MeasuredStatement(int line, String sql, double calls, OptionalDouble rows, OptionalDouble seconds) {

    public MeasuredStatement {
        if (!(calls > 0)) {
            throw new IllegalArgumentException("a statement that nobody called");
        }
    }
}
