package dev.dryrun.cli;

import dev.dryrun.DeploymentGate;
import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.Migration;
import dev.dryrun.report.JsonReport;
import dev.dryrun.report.TerminalText;
import dev.dryrun.signoff.SignOff;
import dev.dryrun.time.RunClock;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dryrun check-sign-off}: the gate before a deployment. */
@Command(
        name = "dryrun check-sign-off",
        customSynopsis = "dryrun check-sign-off --migration FILE|DIR ... --record FILE [--max-age TIME] [--dump FILE]",
        description = {"", "Opens only if exactly these files, in this order, were signed off (dryrun sign-off).", ""},
        sortOptions = false,
        usageHelpAutoWidth = false,
        usageHelpWidth = 100,
        footer = {"", "Exit codes: 0 signed off; 1 not, and why; 2 bad input, such as a record that was edited."})
final class CheckSignOffCommand implements Callable<Integer> {

    private static final Pattern DAYS = Pattern.compile("([0-9]{1,5})d");

    @Spec
    private CommandSpec spec;

    @Mixin
    private final MigrationOptions migration = new MigrationOptions();

    @Option(names = "--record", order = 5, paramLabel = "FILE", description = "the record that dryrun sign-off wrote")
    private Optional<String> record = Optional.empty();

    @Option(
            names = "--max-age",
            order = 6,
            paramLabel = "TIME",
            description = "how long ago the signed-off run may have been: 7d, 12h. Default: as long as you like")
    private Optional<String> maxAge = Optional.empty();

    @Option(
            names = "--dump",
            order = 7,
            paramLabel = "FILE",
            description = "the dump that it must have been a run of. Default: any")
    private Optional<String> dump = Optional.empty();

    @Option(
            names = {"-h", "--help"},
            order = 8,
            usageHelp = true,
            description = "show this text")
    private boolean help;

    @Override
    public Integer call() {
        if (!(migration.migration() instanceof Migration.Scripts scripts)) {
            throw new BadInput(
                    "--migration-command cannot be checked: dryrun knows no files of a command",
                    "name the files that it runs with --migration");
        }
        Optional<Duration> age = maxAge.map(CheckSignOffCommand::age);
        DeploymentGate gate = DeploymentGate.read(record.map(text -> new OptionText("--record", text).path())
                .orElseThrow(() -> new BadInput("nothing was given for --record", "add --record sign-off.json")));
        Optional<Path> wanted = dump.map(text -> new OptionText("--dump", text).path());
        InputFiles.checkRead(scripts, wanted);
        List<String> reasons = gate.reasons(
                scripts,
                new DeploymentGate.Conditions(wanted, age, RunClock.system().startedAt()));
        if (reasons.isEmpty()) {
            print("signed off " + words(gate.record()));
            return 0;
        }
        reasons.forEach(reason -> print("not signed off: " + reason));
        return 1;
    }

    private static Duration age(String text) {
        Matcher days = DAYS.matcher(text);
        return days.matches()
                ? Duration.ofDays(Long.parseLong(days.group(1)))
                : new OptionText("--max-age", text).duration();
    }

    private static String words(SignOff signed) {
        String accepted = signed.accepted().stream()
                .map(each -> each.name() + " (" + each.reason() + ")")
                .collect(Collectors.joining(", "));
        return "by " + signed.signature().by() + " at " + signed.signature().signedAt() + ": run "
                + signed.run().id() + ", " + JsonReport.word(signed.run().outcome())
                + (accepted.isEmpty() ? "" : "; accepted: " + accepted);
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(TerminalText.line(line));
        out.flush();
    }
}
