package dev.dryrun.postgres;

/**
 * How a dump is restored.
 *
 * @param jobs how many connections pg_restore uses for an archive
 * @param allowErrors whether errors are reported instead of ending the run
 */
public record RestoreOptions(int jobs, boolean allowErrors) {

    public RestoreOptions {
        if (jobs < 1) {
            throw new IllegalArgumentException("restore jobs: " + jobs);
        }
    }
}
