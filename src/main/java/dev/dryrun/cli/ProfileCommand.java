package dev.dryrun.cli;

import dev.dryrun.DryRun;
import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.LoadPlan;
import dev.dryrun.plan.Migration;
import dev.dryrun.plan.Plan;
import dev.dryrun.plan.ResultsPlan;
import dev.dryrun.plan.RetiredName;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dryrun profile}: writes the load that would be derived, for the user to go on from. */
@Command(
        name = "dryrun profile",
        customSynopsis = "dryrun profile --dump FILE [--migration FILE ...] [OPTIONS] > load.yml",
        description = {
            "",
            "Restores a dump and writes the automatic load as a profile in YAML, for --load load.yml. It names tables and"
                    + " columns, and holds no value of any row.",
            ""
        },
        sortOptions = false,
        usageHelpAutoWidth = false,
        usageHelpWidth = 100)
final class ProfileCommand implements Callable<Integer> {

    private final Screen screen;

    @Spec
    private CommandSpec spec;

    @Option(names = "--dump", order = 1, paramLabel = "FILE", description = "what pg_dump wrote")
    private Optional<String> dump = Optional.empty();

    @Mixin
    private final MigrationOptions migration = new MigrationOptions();

    @Option(
            names = "--allow-restore-errors",
            order = 5,
            description = "go on when parts of the dump could not be restored")
    private boolean allowRestoreErrors;

    @Option(
            names = "--retired",
            order = 6,
            paramLabel = "RELATION[.COLUMN]",
            description =
                    "what the deployed application uses no more (public.orders.total), left out of what is written;"
                            + " repeatable")
    private List<String> retired = List.of();

    @ArgGroup(validate = false, order = 1, heading = "%nServer:%n")
    private final ServerOptions server = new ServerOptions();

    @Option(
            names = {"-h", "--help"},
            order = 7,
            usageHelp = true,
            description = "show this text")
    private boolean help;

    ProfileCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        retired.forEach(RetiredName::parse);
        Plan plan = new Plan(
                dump.map(text -> new OptionText("--dump", text).path())
                        .orElseThrow(() -> new BadInput(
                                "nothing was given for --dump", "add --dump shop.dump; see dryrun profile --help")),
                migration.isGiven() ? migration.migration() : new Migration.None(),
                allowRestoreErrors,
                server.plan(),
                LoadPlan.derived(Set.copyOf(retired)),
                new StepOptions().plan(),
                List.of(),
                ResultsPlan.inAllFormats(Path.of(".")));
        InputFiles.checkRead(plan);
        PrintWriter out = spec.commandLine().getOut();
        try (LiveProgress progress = LiveProgress.on(screen, false)) {
            out.print(DryRun.profile(plan, progress));
        }
        out.flush();
        return 0;
    }
}
