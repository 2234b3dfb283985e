package dev.dryrun.load;

import dev.dryrun.profile.LoadQuery;
import dev.dryrun.time.Moment;

/**
 * One request of the schedule.
 *
 * @param late no worker was free to begin it when it was due
 */
record Request(long number, Moment due, boolean late, LoadQuery query) {}
