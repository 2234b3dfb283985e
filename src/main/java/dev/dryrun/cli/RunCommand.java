package dev.dryrun.cli;

import dev.dryrun.Baseline;
import dev.dryrun.DryRun;
import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.LoadPlan;
import dev.dryrun.plan.Plan;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dryrun run}: one migration on one dump. Reads the options, calls the library and shows its report. */
@Command(
        name = "dryrun",
        customSynopsis = {
            "dryrun [run] --dump FILE --migration FILE [--migration FILE ...] [OPTIONS]",
            "       dryrun profile --dump FILE [--migration FILE ...] [OPTIONS] > load.yml",
            "       dryrun report RUN [--format FORMAT ...] [--output FILE]",
            "       dryrun compare EARLIER LATER [--format terminal|json|markdown|html] [--output FILE]",
            "       dryrun sign-off RUN --by NAME [--accept BUDGET=REASON ...] [--record FILE]",
            "       dryrun check-sign-off --migration FILE ... --record FILE [--max-age TIME]",
            "       dryrun doctor [--dump FILE] [--format terminal|json]"
        },
        description = {
            "",
            "Restores a dump into a throwaway Postgres, runs the migration step by step under load, and reports which"
                    + " locks each step took, how long it waited for them and held them, and what the application felt.",
            ""
        },
        sortOptions = false,
        usageHelpAutoWidth = false,
        usageHelpWidth = 100,
        versionProvider = JarVersion.class,
        footer = {
            "",
            "TIME is written with its unit: 500us, 5ms, 3s, 2m, 1h.",
            "",
            "Exit codes: 0 passed, 1 a budget was breached or a step failed, 2 bad input, 3 no verdict,",
            "70 a bug of dryrun, 130 interrupted."
        })
final class RunCommand implements Callable<Integer> {

    private final GitHubActions github;
    private final Screen screen;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--dump",
            order = 1,
            paramLabel = "FILE",
            description =
                    "what pg_dump wrote: a file or directory of any format; plain SQL also compressed with gzip or zstd")
    private Optional<String> dump = Optional.empty();

    @Mixin
    private final MigrationOptions migration = new MigrationOptions();

    @Option(
            names = "--allow-restore-errors",
            order = 5,
            description = "go on when parts of the dump could not be restored")
    private boolean allowRestoreErrors;

    @ArgGroup(validate = false, order = 1, heading = "%nServer:%n")
    private final ServerOptions server = new ServerOptions();

    @ArgGroup(validate = false, order = 2, heading = "%nLoad:%n")
    private final LoadOptions load = new LoadOptions();

    @ArgGroup(validate = false, order = 3, heading = "%nSteps:%n")
    private final StepOptions steps = new StepOptions();

    @ArgGroup(validate = false, order = 4, heading = "%nVerdict:%n")
    private final VerdictOptions verdict = new VerdictOptions();

    @ArgGroup(validate = false, order = 5, heading = "%nReport:%n")
    private final ReportOptions report = new ReportOptions();

    @Option(
            names = {"-h", "--help"},
            order = 6,
            usageHelp = true,
            description = "show this text")
    private boolean help;

    @Option(names = "--version", order = 7, versionHelp = true, description = "show the version of dryrun")
    private boolean version;

    RunCommand(GitHubActions github, Screen screen) {
        this.github = github;
        this.screen = screen;
    }

    @Override
    public Integer call() {
        github.mute();
        Optional<Baseline> baseline = verdict.baseline();
        Plan plan = plan(baseline);
        InputFiles.check(plan);
        baseline.ifPresent(earlier -> earlier.refuseAnother(plan));
        DryRun.Result result = run(plan);
        show(result, baseline);
        return result.exitCode();
    }

    private DryRun.Result run(Plan plan) {
        if (report.quiet()) {
            return DryRun.run(plan, news -> {});
        }
        try (LiveProgress progress = LiveProgress.on(screen, report.noColor())) {
            return DryRun.run(plan, progress);
        }
    }

    /** What the options ask for; throws {@link BadInput} for what no run could be made of. */
    Plan plan() {
        return plan(verdict.baseline());
    }

    private Plan plan(Optional<Baseline> baseline) {
        refuseRepeated();
        LoadPlan loadPlan = load.plan();
        verdict.check(loadPlan);
        return new Plan(
                dump.map(text -> new OptionText("--dump", text).path())
                        .orElseThrow(() -> missing("--dump", "shop.dump")),
                migration.migration(),
                allowRestoreErrors,
                server.plan(),
                loadPlan,
                steps.plan(),
                verdict.budgets(baseline),
                report.results());
    }

    boolean verbose() {
        return report.verbose();
    }

    /** Picocli does so itself only for options outside its groups; inside, the last one would win quietly. */
    private void refuseRepeated() {
        for (OptionSpec option : spec.options()) {
            if (!option.isMultiValue() && option.originalStringValues().size() > 1) {
                String values = String.join(", ", option.originalStringValues());
                throw new BadInput(option.longestName() + " was given more than once: " + values, "keep one of them");
            }
        }
    }

    private void show(DryRun.Result result, Optional<Baseline> baseline) {
        PrintWriter errors = spec.commandLine().getErr();
        try {
            new ShownRun(spec.commandLine().getOut(), errors, report.noColor()).show(result, baseline);
        } finally {
            github.tell(result.report(), errors);
        }
    }

    private static BadInput missing(String option, String example) {
        return new BadInput("nothing was given for " + option, "add " + option + " " + example + "; see dryrun --help");
    }
}
