package dev.dryrun.profile;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A profile as its files say it. What it draws from the database is not found yet, and nobody has tried its statements.
 *
 * @param origins where each query (by its name), each class of sessions and each action stands
 * @param interpolated statements of pgbench scripts as they go without parameters, for those that Postgres refuses with
 * @param retired columns and tables that the application no longer uses
 */
public record ProfileDraft(
        LoadProfile profile,
        Map<Object, Origin> origins,
        Map<Action.Execute, Action.Execute> interpolated,
        Set<String> retired)
        implements LoadInput {

    public ProfileDraft {
        origins = Map.copyOf(origins);
        interpolated = Map.copyOf(interpolated);
        retired = Set.copyOf(retired);
    }

    /** Of an action or a class of sessions, or of a query by its name. */
    public Origin origin(Object of) {
        return Optional.ofNullable(origins.get(of))
                .orElseThrow(() -> new IllegalStateException("nobody knows where this stands: " + of));
    }
}
