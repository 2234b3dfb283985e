package dev.dryrun.cli;

import dev.dryrun.SavedRun;
import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.ReportFormat;
import dev.dryrun.report.GitHubReport;
import dev.dryrun.report.JsonReport;
import dev.dryrun.report.TerminalReport;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dryrun report}: shows or writes the report of an earlier run once more, in any format. */
@Command(
        name = "dryrun report",
        customSynopsis = {"dryrun report RUN [--format FORMAT ...] [--output FILE]", "       dryrun report --schema"},
        description = {
            "",
            "Renders the report of an earlier run again, from report.json and timeseries.json.gz in its directory.",
            ""
        },
        sortOptions = false,
        usageHelpAutoWidth = false,
        usageHelpWidth = 100,
        footer = {"", "Exit codes: 0 rendered, whatever the verdict was; 2 bad input; 3 it could not be written."})
final class ReportCommand implements Callable<Integer> {

    private static final String STDOUT = "-";

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "the directory of a run, such as results/latest, or its report.json")
    private Optional<String> run = Optional.empty();

    @Option(
            names = "--format",
            order = 1,
            paramLabel = "FORMAT",
            split = ",",
            description = "terminal, markdown, html, junit, sarif, json, or github (workflow commands for annotations)."
                    + " Default: terminal")
    private List<String> formats = new ArrayList<>();

    @Option(
            names = "--output",
            order = 2,
            paramLabel = "FILE",
            description =
                    "where to write it; - is stdout. Several formats need a directory, in which each gets its usual"
                            + " name. Default: stdout")
    private Optional<String> output = Optional.empty();

    @Option(names = "--schema", order = 3, description = "print the JSON schema of report.json instead")
    private boolean schema;

    @Option(
            names = "--no-color",
            order = 4,
            description = "no colors; they are never used outside a terminal or with NO_COLOR set")
    private boolean noColor;

    @Option(
            names = {"-h", "--help"},
            order = 5,
            usageHelp = true,
            description = "show this text")
    private boolean help;

    private final GitHubActions github;

    ReportCommand(GitHubActions github) {
        this.github = github;
    }

    @Override
    public Integer call() {
        if (schema) {
            print(JsonReport.schema());
            return 0;
        }
        Set<ReportFormat> wanted = formats.isEmpty()
                ? EnumSet.of(ReportFormat.TERMINAL)
                : ReportOptions.formats("--format", formats, EnumSet.allOf(ReportFormat.class));
        Optional<Path> target =
                output.filter(text -> !text.equals(STDOUT)).map(text -> new OptionText("--output", text).path());
        checkTarget(wanted, target);
        SavedRun saved = SavedRun.read(
                run.map(text -> new OptionText("RUN", text).path()).orElseThrow(ReportCommand::noRun));
        boolean charts = !saved.hasSeries() && !saved.report().isWithoutLoad();
        if (wanted.contains(ReportFormat.HTML) && charts) {
            warn("there is no timeseries.json.gz beside the report: the page has no charts of the load");
        }
        if (wanted.contains(ReportFormat.TERMINAL) && target.isEmpty()) {
            // The other formats are for programs and files, in which a command for the runner has no place.
            github.mute();
        }
        for (ReportFormat format : wanted) {
            String text = text(saved, format, target.isEmpty());
            target.ifPresentOrElse(path -> write(path, format, text), () -> print(text));
        }
        return 0;
    }

    private static BadInput noRun() {
        return new BadInput("no run was named", "give the directory of one: dryrun report results/latest");
    }

    /** Refused before anything is read: what would run into one another, or has no name of its own. */
    private static void checkTarget(Set<ReportFormat> formats, Optional<Path> target) {
        if (formats.size() > 1
                && target.filter(path -> !Files.isRegularFile(path)).isEmpty()) {
            throw new BadInput(
                    "several formats cannot go to one " + (target.isEmpty() ? "stdout" : "file"),
                    "name a directory for them, such as --output reports");
        }
        if (formats.size() > 1 && !ReportFormat.files().containsAll(formats)) {
            throw new BadInput(
                    "terminal and github have no file of their own name", "ask for them alone, without other formats");
        }
    }

    private String text(SavedRun saved, ReportFormat format, boolean toStdout) {
        return switch (format) {
            case JSON -> saved.json();
            case GITHUB -> GitHubReport.render(saved.report(), Checkout.of(System.getenv())::path);
            case TERMINAL -> {
                Terminal terminal = toStdout ? Terminal.ofStdout(System.getenv()) : Terminal.NONE;
                yield TerminalReport.render(saved.report(), terminal.width(), terminal.color() && !noColor);
            }
            default -> saved.withSeries().render(format);
        };
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }

    private void warn(String text) {
        spec.commandLine().getErr().println("dryrun: " + text);
    }

    /** To the file, or under the usual name to a directory; several formats make the directory. */
    private void write(Path target, ReportFormat format, String text) {
        boolean directory = Files.isDirectory(target) || formats.size() > 1;
        Path file = directory ? target.resolve(format.file().orElse("report." + format.text())) : target;
        if (directory) {
            OutputFile.makeDirectory("--output", target);
        }
        OutputFile.write("--output", file, text);
    }
}
