package dev.dryrun.cli;

import dev.dryrun.DeploymentGate;
import dev.dryrun.SavedRun;
import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.NoVerdict;
import dev.dryrun.report.Report;
import dev.dryrun.report.TerminalText;
import dev.dryrun.signoff.Objection;
import dev.dryrun.signoff.SignOff;
import dev.dryrun.signoff.SignOffText;
import dev.dryrun.signoff.Signing;
import dev.dryrun.time.RunClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dryrun sign-off}: writes down that a person has decided on a run. */
@Command(
        name = "dryrun sign-off",
        customSynopsis = {
            "dryrun sign-off RUN --by NAME [--note TEXT] [--accept BUDGET=REASON ...] [--record FILE]",
            "       dryrun sign-off --schema"
        },
        description = {
            "",
            "Writes sign-off.json beside the report of a run: who decided and when, on which dump, migration files and"
                    + " report, and which breaches are accepted. dryrun check-sign-off reads it before a deployment.",
            ""
        },
        sortOptions = false,
        usageHelpAutoWidth = false,
        usageHelpWidth = 100,
        footer = {
            "",
            "Exit codes: 0 signed off; 1 not, because something speaks against it that was not accepted, or the run is"
                    + " incomplete; 2 bad input."
        })
final class SignOffCommand implements Callable<Integer> {

    static final String FILE = "sign-off.json";

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "the directory of a run, such as results/latest, or its report.json")
    private Optional<String> run = Optional.empty();

    @Option(names = "--by", order = 1, paramLabel = "NAME", description = "who decides")
    private Optional<String> by = Optional.empty();

    @Option(names = "--note", order = 2, paramLabel = "TEXT", description = "what should be remembered with it")
    private Optional<String> note = Optional.empty();

    @Option(
            names = "--accept",
            order = 3,
            paramLabel = "BUDGET=REASON",
            description = "a breached budget that is accepted, and why; also step-failed, and major (the run was on"
                    + " another major version than the dump's). Repeatable")
    private List<String> accepted = new ArrayList<>();

    @Option(
            names = "--record",
            order = 4,
            paramLabel = "FILE",
            description =
                    "write the record to this file, too, to be committed with the migration; an older record there"
                            + " is replaced")
    private Optional<String> record = Optional.empty();

    @Option(names = "--schema", order = 5, description = "print the JSON schema of records instead")
    private boolean schema;

    @Option(
            names = {"-h", "--help"},
            order = 6,
            usageHelp = true,
            description = "show this text")
    private boolean help;

    @Override
    public Integer call() {
        if (schema) {
            print(SignOff.schema());
            return 0;
        }
        String person = by.filter(name -> !name.isBlank())
                .orElseThrow(() -> new BadInput("nobody was named to sign off", "add --by \"Ada Lovelace\""));
        SavedRun saved = SavedRun.read(
                run.map(text -> new OptionText("RUN", text).path()).orElseThrow(SignOffCommand::noRun));
        List<Path> files = files(saved);
        Signing signing = new Signing(saved.report(), reasons(saved.report()));
        if (!signing.refusals().isEmpty()) {
            signing.refusals().forEach(why -> print("not signed off: " + TerminalText.line(why) + "\n"));
            print(signing.missing().isEmpty() ? "" : "to accept it: " + signing.missing() + "\n");
            return 1;
        }
        SignOff signed = signing.sign(
                new SignOff.Signature(
                        RunClock.system().startedAt().truncatedTo(ChronoUnit.SECONDS), person, note, version()),
                saved.sha256());
        String text = SignOffText.render(signed);
        write(files, text);
        print("signed off by " + TerminalText.line(person) + ": "
                + String.join(", ", files.stream().map(Path::toString).toList()) + "\n");
        return 0;
    }

    private static BadInput noRun() {
        return new BadInput("no run was named", "give the directory of one: dryrun sign-off results/latest --by NAME");
    }

    /** The name of a query, and so of a budget, may hold an equals sign: what the run has to accept tells where it ends. */
    private Map<String, String> reasons(Report report) {
        List<String> names = Objection.to(report).stream().map(Objection::name).toList();
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String text : accepted) {
            String name = names.stream()
                    .filter(each -> text.startsWith(each + "="))
                    .max(Comparator.comparing(String::length))
                    .orElse(text.split("=", 2)[0]);
            String reason = text.substring(Math.min(text.length(), name.length() + 1));
            if (name.isBlank() || reason.isBlank()) {
                throw new OptionText("--accept", text)
                        .refused("gives no reason", "write it as --accept writes-blocked=\"why that is fine\"");
            }
            if (reasons.put(name, reason) != null) {
                throw new BadInput("--accept names " + name + " twice", "give one reason for each");
            }
        }
        return reasons;
    }

    /** Where the record goes: never over another decision on the same run, nor over what is no record. */
    private List<Path> files(SavedRun saved) {
        Path own = saved.beside(FILE);
        if (Files.exists(own)) {
            throw new BadInput(own + " exists: this run was signed off before", "remove it to take that decision back");
        }
        List<Path> files = new ArrayList<>(List.of(own));
        record.map(text -> new OptionText("--record", text).path()).ifPresent(file -> {
            if (Files.exists(file)) {
                DeploymentGate.read(file);
            }
            files.add(file);
        });
        return files;
    }

    /** All or none: a run of which only one file says that it was signed off could not be signed off again. */
    private static void write(List<Path> files, String text) {
        List<Path> made = new ArrayList<>();
        try {
            for (Path file : files) {
                if (Files.notExists(file)) {
                    made.add(file);
                }
                OutputFile.write("--record", file, text);
            }
        } catch (BadInput | NoVerdict e) {
            made.forEach(file -> remove(file, e));
            throw e;
        }
    }

    private static void remove(Path file, RuntimeException because) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    private static String version() {
        return new JarVersion().getVersion()[0].replaceFirst("^dryrun ", "");
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }
}
