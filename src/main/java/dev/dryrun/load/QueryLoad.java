package dev.dryrun.load;

import dev.dryrun.profile.LoadQuery;
import java.util.List;

/**
 * What one query felt over the whole run.
 *
 * @param failures the course of each of its errors, in the order in which they began
 */
public record QueryLoad(
        LoadQuery query, RequestCounts counts, Latency response, Latency service, List<FailureCourse> failures) {

    public QueryLoad {
        failures = List.copyOf(failures);
    }
}
