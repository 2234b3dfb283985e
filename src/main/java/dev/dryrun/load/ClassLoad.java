package dev.dryrun.load;

/**
 * What the sessions of one class felt over the whole run.
 *
 * @param name of its {@link dev.dryrun.profile.SessionClass}
 * @param ratePerSecond of all its requests, those of queries with a rate of their own included
 * @param saturated its requests could not be sent in time even before the migration; see {@link LoadResult}
 */
public record ClassLoad(
        String name,
        double ratePerSecond,
        boolean saturated,
        RequestCounts counts,
        Latency response,
        Latency service,
        PoolUse pool) {}
