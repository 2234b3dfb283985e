package dev.dryrun.load;

import dev.dryrun.profile.LoadQuery;

/** What one query felt over the whole run. */
public record QueryLoad(LoadQuery query, RequestCounts counts, Latency response, Latency service) {}
