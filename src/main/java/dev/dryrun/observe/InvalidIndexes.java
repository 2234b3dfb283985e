package dev.dryrun.observe;

import dev.dryrun.postgres.ServerError;
import dev.dryrun.script.Step;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The invalid indexes that the failed tries of a step leave behind. They have to go before the next one: with IF NOT
 * EXISTS it would take them for what is wanted.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY">Building
 *     Indexes Concurrently</a>
 */
final class InvalidIndexes {

    private final StepRunner runner;
    private final Step step;
    private final Map<Long, String> before;

    /** Looks what there is before the step is run for the first time. */
    InvalidIndexes(StepRunner runner, Step step) throws SQLException {
        this.runner = runner;
        this.step = step;
        this.before = runner.invalidIndexes();
    }

    /** Those that were dropped, and the failure that ended this, as one of the step. */
    record Dropped(List<String> names, Optional<RanStep> failed) {}

    /** Drops what is left, without blocking anybody. */
    Dropped drop() throws SQLException {
        List<String> dropped = new ArrayList<>();
        for (String index : left()) {
            String sql = "DROP INDEX CONCURRENTLY IF EXISTS " + index;
            Optional<RanStep> failed = runner.runOurs(step, sql);
            if (failed.isPresent()) {
                ServerError why = failed.get().error().orElseThrow();
                ServerError named = new ServerError(
                        why.severity(),
                        why.sqlState(),
                        sql + ", which the try before has left invalid: " + why.message(),
                        why.detail(),
                        why.hint(),
                        Optional.empty(),
                        why.origin());
                return new Dropped(dropped, Optional.of(failed.get().failed(named)));
            }
            dropped.add(index);
        }
        return new Dropped(dropped, Optional.empty());
    }

    /** The names of those that were not invalid before the step. */
    List<String> left() throws SQLException {
        Map<Long, String> now = runner.invalidIndexes();
        now.keySet().removeAll(before.keySet());
        return List.copyOf(now.values());
    }
}
