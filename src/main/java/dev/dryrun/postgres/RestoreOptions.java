package dev.dryrun.postgres;

/**
 * How a dump is restored.
 *
 * @param jobs how many connections pg_restore uses for an archive
 * @param allowErrors whether errors are reported instead of ending the run
 * @param showValues whether errors may tell values of rows
 */
public record RestoreOptions(int jobs, boolean allowErrors, boolean showValues) {

    /** Errors are told without the values of rows. */
    public RestoreOptions(int jobs, boolean allowErrors) {
        this(jobs, allowErrors, false);
    }

    public RestoreOptions {
        if (jobs < 1) {
            throw new IllegalArgumentException("restore jobs: " + jobs);
        }
    }
}
