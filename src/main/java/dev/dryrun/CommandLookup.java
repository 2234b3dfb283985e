package dev.dryrun;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.NoVerdict;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks whether the shell would find the program of a migration command, before a dump is restored for it. */
final class CommandLookup {

    private static final long SECONDS = 10;
    private static final int NOT_FOUND = 127;

    /** A name or path and nothing that the shell would read as anything else. */
    private static final Pattern PROGRAM = Pattern.compile("\\s*(?<name>[A-Za-z0-9_./+-]+)(\\s.*)?", Pattern.DOTALL);

    private CommandLookup() {}

    /** Refuses what is certainly not there; what only a shell can tell is left to the run. */
    static void check(String command) {
        Matcher matcher = PROGRAM.matcher(command);
        if (matcher.matches() && lookUp(matcher.group("name")) == NOT_FOUND) {
            throw new BadInput(
                    "--migration-command: " + matcher.group("name") + " was not found",
                    "check its name and the PATH, or give its path");
        }
    }

    private static int lookUp(String program) {
        try {
            Process shell = new ProcessBuilder("sh", "-c", "command -v \"$1\" || exit " + NOT_FOUND, "sh", program)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return shell.waitFor(SECONDS, TimeUnit.SECONDS) ? shell.exitValue() : 0;
        } catch (IOException e) {
            throw new NoVerdict("could not run sh: " + e.getMessage(), "check the installation", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoVerdict("interrupted while the command was looked for", "start again", e);
        }
    }
}
