package dev.dryrun.load;

import dev.dryrun.plan.NoVerdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * The queries of the load, and notes on what was left out of it and why.
 *
 * <p>A derived profile reads by primary key and by ranges of an index, updates a column that is in no index, and
 * inserts copies of existing rows; 80 % of its requests read. Its column lists are taken before the migration, as those
 * of an application that is deployed already.
 */
public record LoadProfile(List<LoadQuery> queries, List<String> notes) {

    public LoadProfile {
        queries = List.copyOf(queries);
        notes = List.copyOf(notes);
    }

    /**
     * Derives the load from the restored database.
     *
     * @param connection in autocommit; nothing that is done on it stays
     * @param namedIdentifiers lower-case names, with or without schema, that occur in the migration's text: the tables
     *     among them and their neighbours by foreign key are worked on, or else the largest tables
     * @return a profile without queries if no table allows any
     * @throws NoVerdict if the catalogs cannot be read
     */
    public static LoadProfile derive(Connection connection, Set<String> namedIdentifiers) {
        try {
            return new ProfileDerivation(connection).derive(namedIdentifiers);
        } catch (SQLException failed) {
            throw new NoVerdict(
                    "deriving the load from the restored database: " + failed.getMessage(),
                    "--load none runs the migration without load",
                    failed);
        }
    }
}
