package dev.dryrun.cli;

import dev.dryrun.SavedRun;
import dev.dryrun.compare.Comparison;
import dev.dryrun.compare.HtmlComparison;
import dev.dryrun.compare.MarkdownComparison;
import dev.dryrun.compare.TerminalComparison;
import dev.dryrun.plan.BadInput;
import dev.dryrun.report.Report;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dryrun compare}: what is better and what is worse in the later of two runs. */
@Command(
        name = "dryrun compare",
        customSynopsis = {
            "dryrun compare EARLIER LATER [--format FORMAT] [--output FILE]",
            "       dryrun compare --schema"
        },
        description = {
            "",
            "Compares two runs step by step: what got slower, which locks are new, held longer or gone, what the"
                    + " application felt. A difference counts only beyond the noise of the two warm-ups.",
            ""
        },
        sortOptions = false,
        usageHelpAutoWidth = false,
        usageHelpWidth = 100,
        footer = {"", "Exit codes: 0 nothing got worse beyond the noise; 1 something did; 2 bad input."})
final class CompareCommand implements Callable<Integer> {

    /** The formats of a comparison, spelled as {@code --format} has them. */
    private enum Format {
        TERMINAL("compare.txt"),
        JSON("compare.json"),
        MARKDOWN("compare.md"),
        HTML("compare.html");

        private final String file;

        Format(String file) {
            this.file = file;
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..2",
            paramLabel = "RUN",
            description = "the directory of a run, such as results/latest, or its report.json; the earlier one first")
    private List<String> runs = List.of();

    @Option(
            names = "--format",
            order = 1,
            paramLabel = "FORMAT",
            description = "terminal, json, markdown or html. Default: terminal")
    private String format = "terminal";

    @Option(
            names = "--output",
            order = 2,
            paramLabel = "FILE",
            description = "file or directory to write it to; - is stdout. Default: stdout")
    private Optional<String> output = Optional.empty();

    @Option(names = "--schema", order = 3, description = "print the JSON schema of comparisons instead")
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

    CompareCommand(GitHubActions github) {
        this.github = github;
    }

    @Override
    public Integer call() {
        if (schema) {
            print(Comparison.schema());
            return 0;
        }
        Format wanted = new OptionText("--format", format).oneOf(Format.class);
        if (runs.size() != 2) {
            throw new BadInput(
                    "two runs are compared, and " + (runs.isEmpty() ? "none was" : "one was") + " named",
                    "give both: dryrun compare results/EARLIER results/LATER");
        }
        Comparison comparison = Comparison.of(read("EARLIER", runs.get(0)), read("LATER", runs.get(1)));
        Optional<Path> target =
                output.filter(text -> !text.equals("-")).map(text -> new OptionText("--output", text).path());
        if (wanted == Format.TERMINAL && target.isEmpty()) {
            github.mute();
        }
        String text = text(comparison, wanted, target.isEmpty());
        target.ifPresentOrElse(
                path -> OutputFile.write("--output", Files.isDirectory(path) ? path.resolve(wanted.file) : path, text),
                () -> print(text));
        return comparison.verdict().exitCode();
    }

    private static Report read(String name, String run) {
        return SavedRun.read(new OptionText(name, run).path()).report();
    }

    private String text(Comparison comparison, Format wanted, boolean toStdout) {
        return switch (wanted) {
            case JSON -> comparison.json();
            case MARKDOWN -> MarkdownComparison.render(comparison);
            case HTML -> HtmlComparison.render(comparison);
            case TERMINAL -> {
                Terminal terminal = toStdout ? Terminal.ofStdout(System.getenv()) : Terminal.NONE;
                yield TerminalComparison.render(comparison, terminal.width(), terminal.color() && !noColor);
            }
        };
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }
}
