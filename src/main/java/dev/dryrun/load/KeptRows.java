package dev.dryrun.load;

import dev.dryrun.profile.Action.Keeping;
import dev.dryrun.profile.DrawFailure;
import dev.dryrun.profile.Draws;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Runs a statement whose rows become variables, as {@code \gset} and {@code \aset} of pgbench have it. */
final class KeptRows {

    private KeptRows() {}

    static void run(PreparedStatement statement, Keeping keeping, Draws draws) throws SQLException {
        boolean rows = statement.execute();
        while (true) {
            int count = 0;
            Map<String, Optional<String>> last = new LinkedHashMap<>();
            if (rows) {
                try (ResultSet result = statement.getResultSet()) {
                    while (result.next()) {
                        count++;
                        read(result, last);
                    }
                }
            } else if (statement.getUpdateCount() < 0) {
                return;
            }
            boolean more = statement.getMoreResults();
            boolean end = !more && statement.getUpdateCount() < 0;
            keep(keeping, end, new Kept(count, last), draws);
            if (end) {
                return;
            }
            rows = more;
        }
    }

    /** How many rows a query gave, and the last of them. */
    private record Kept(int rows, Map<String, Optional<String>> last) {}

    private static void read(ResultSet row, Map<String, Optional<String>> values) throws SQLException {
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            values.put(row.getMetaData().getColumnLabel(i), Optional.ofNullable(row.getString(i)));
        }
    }

    private static void keep(Keeping keeping, boolean end, Kept kept, Draws draws) {
        if (keeping instanceof Keeping.OneRow one && end) {
            if (kept.rows() != 1) {
                throw new DrawFailure("\\gset needs one row, and the query gave " + kept.rows());
            }
            kept.last().forEach((name, value) -> draws.set(one.prefix() + name, value));
        } else if (keeping instanceof Keeping.LastRows rows) {
            kept.last().forEach((name, value) -> draws.set(rows.prefix() + name, value));
        }
    }
}
