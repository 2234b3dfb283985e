package dev.dryrun.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which throwaway Postgres the run wants. */
public record ServerPlan(
        Choice choice,
        Optional<Integer> postgresVersion,
        Optional<String> image,
        Map<String, String> settings,
        int restoreJobs,
        boolean keep) {

    /** The values of {@code --server}. */
    public enum Choice {
        AUTO,
        CONTAINER,
        LOCAL
    }

    public ServerPlan {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        if (restoreJobs < 1) {
            throw new IllegalArgumentException("restore jobs: " + restoreJobs);
        }
    }
}
