package dev.dryrun.load;

/** What one query felt over the whole run. */
public record QueryLoad(LoadQuery query, RequestCounts counts, Latency response, Latency service) {}
