package dev.dryrun.postgres;

/**
 * How a program ended.
 *
 * @param stdout what it printed, or the end of that where it printed more than 64 MB
 * @param stderr the last megabyte of what it complained about
 */
public record ProgramResult(int exitCode, String stdout, String stderr) {

    public boolean succeeded() {
        return exitCode == 0;
    }
}
