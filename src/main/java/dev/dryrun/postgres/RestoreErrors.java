package dev.dryrun.postgres;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.NoVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What pg_restore or psql complained about, and whose fault it is: the dump's, the environment's, or nobody's. */
final class RestoreErrors {

    private static final int SHOWN = 5;
    private static final int LONGEST = 300;
    private static final Pattern ERROR =
            Pattern.compile("^pg_restore: (?:error|fatal):|^psql:.*(?:ERROR|FATAL|PANIC|error):|^psql: error:");
    private static final Pattern WARNING = Pattern.compile("^pg_restore: warning:|^psql:.*WARNING:|^WARNING:");
    private static final Pattern DETAIL = Pattern.compile("^(?:DETAIL|HINT|Command was|CONTEXT):");
    private static final Pattern DAMAGED = Pattern.compile(
            "could not read from input file|end of file|corrupt|could not uncompress|could not decompress"
                    + "|could not find block ID|unrecognized data block|did not find magic string"
                    + "|unexpected data offset|could not open input file|could not close data file"
                    + "|could not find header for file",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern HARMLESS = Pattern.compile(
            "unrecognized configuration parameter \"transaction_timeout\"|\"?wal_level\"? is insufficient to publish");
    private static final Pattern IGNORED = Pattern.compile("errors ignored on restore: \\d+$");
    private static final Pattern STDIN = Pattern.compile("^psql:<stdin>:");
    private static final Pattern EXTENSION = Pattern.compile(
            "could not open extension control file|extension \"[^\"]+\" is not available|could not access file"
                    + "|could not load library|must be loaded via shared_preload_libraries|must be preloaded");
    private static final Pattern ENVIRONMENT = Pattern.compile(
            "No space left on device|server closed the connection|connection to server|terminating connection"
                    + "|could not extend file|out of memory|the database system is|unsupported version \\(");

    private final String dump;
    private final List<String> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private boolean harmless;
    private boolean inHarmless;

    RestoreErrors(String dump, ProgramResult result) {
        this.dump = dump;
        result.stderr().lines().forEach(this::read);
        boolean forgiven = harmless && result.exitCode() == 1;
        if (forgiven && errors.isEmpty()) {
            warnings.removeIf(each -> IGNORED.matcher(each).find());
        } else if (errors.isEmpty() && !result.succeeded()) {
            errors.add("exit code " + result.exitCode() + ": " + TextTail.lastLines(result.stderr(), SHOWN));
        }
    }

    List<String> errors() {
        return errors;
    }

    List<String> warnings() {
        return warnings;
    }

    /** Ends the run where the errors do not allow for a restored database. */
    void judge(boolean allowed) {
        Optional<String> environment = first(ENVIRONMENT);
        if (environment.isPresent()) {
            throw new NoVerdict(
                    "restoring " + dump + " failed: " + environment.get(), "see disk space and the server's log");
        }
        Optional<String> damage = first(DAMAGED);
        if (damage.isPresent()) {
            throw new BadInput("the dump " + dump + " is damaged: " + damage.get(), "make the dump again");
        }
        if (allowed || errors.isEmpty()) {
            return;
        }
        if (first(EXTENSION).isPresent()) {
            throw new NoVerdict(
                    "restoring " + dump + " needs an extension that the server does not have: " + shown(),
                    "name an image that has it with --postgres-image, or install its package for --server local");
        }
        throw new BadInput(
                "restoring " + dump + " failed: " + shown(),
                "mend the dump, or go on without what failed by --allow-restore-errors");
    }

    /** The error that matters: the others are its consequences. */
    private Optional<String> first(Pattern pattern) {
        return errors.stream()
                .filter(each -> pattern.matcher(each).find())
                .findFirst()
                .map(each -> each.lines().findFirst().orElse(""));
    }

    private String shown() {
        List<String> first = errors.subList(0, Math.min(SHOWN, errors.size()));
        int more = errors.size() - first.size();
        return String.join("\n", first) + (more > 0 ? "\nand " + more + " more" : "");
    }

    private void read(String line) {
        boolean error = ERROR.matcher(line).find();
        boolean warning = WARNING.matcher(line).find();
        inHarmless = error || warning ? HARMLESS.matcher(line).find() : inHarmless;
        harmless |= inHarmless;
        if (inHarmless) {
            return;
        }
        if (error) {
            errors.add(placed(line));
        } else if (warning) {
            warnings.add(placed(line));
        } else if (!errors.isEmpty() && DETAIL.matcher(line).find()) {
            errors.set(errors.size() - 1, errors.get(errors.size() - 1) + "; " + shortened(line));
        }
    }

    /** psql read the dump from its standard input, line for line. */
    private String placed(String line) {
        return shortened(STDIN.matcher(line).replaceFirst(Matcher.quoteReplacement(dump + ":")));
    }

    private static String shortened(String line) {
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
