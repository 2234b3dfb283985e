package dev.dryrun.postgres;

import dev.dryrun.plan.ServerPlan;
import dev.dryrun.progress.Progress;
import java.util.Map;

/**
 * What a kind of server is asked for.
 *
 * @param major the wanted major: the dump's, unless the user or the archive asks for a newer one
 */
record ServerRequest(ServerPlan plan, Dump dump, int major, Progress progress) {

    /** The settings for the restore. */
    Map<String, String> restoreSettings() {
        return ServerSettings.restoring(plan.restoreJobs());
    }
}
