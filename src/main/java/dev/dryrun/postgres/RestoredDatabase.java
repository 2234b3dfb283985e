package dev.dryrun.postgres;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A database with the dump in it.
 *
 * @param jobs how many connections restored it
 * @param errors what went wrong and was allowed to
 * @param warnings what differs from the dumped database
 * @param roles the roles that were made because the dump names them
 */
public record RestoredDatabase(
        String database,
        Duration restoreTime,
        int jobs,
        List<String> errors,
        List<String> warnings,
        Set<String> roles) {

    public RestoredDatabase {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
        roles = Set.copyOf(roles);
    }
}
