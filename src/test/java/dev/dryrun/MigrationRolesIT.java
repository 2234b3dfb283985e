package dev.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.plan.Budget;
import dev.dryrun.plan.LoadPlan;
import dev.dryrun.plan.Migration;
import dev.dryrun.plan.Plan;
import dev.dryrun.plan.ResultsPlan;
import dev.dryrun.plan.ServerPlan;
import dev.dryrun.plan.StepPlan;
import dev.dryrun.report.Inputs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A migration that names roles of production, and creates others, runs on a server that has neither. */
class MigrationRolesIT {

    @TempDir
    Path directory;

    @Test
    void roles_of_dump_and_migration_are_made_and_listed() throws Exception {
        Path migration = Files.writeString(directory.resolve("m.sql"), """
                CREATE ROLE made_by_it;
                GRANT SELECT ON public.customers TO "Of Production", made_by_it;
                ALTER TABLE public.customers OWNER TO owner_of_all;
                """);

        DryRun.Result result = DryRun.run(plan(migration), line -> {});

        Inputs inputs = result.report().inputs();
        assertThat(result.exitCode()).isZero();
        assertThat(inputs.dump().restore().roles()).containsExactly("App Role", "owner_of_all", "reader");
        assertThat(inputs.migration().roles()).containsExactly("Of Production");
        assertThat(inputs.dump().file().format()).isEqualTo(Inputs.DumpFile.Format.PLAIN);
        assertThat(inputs.dump().file().compression()).isEqualTo(Inputs.DumpFile.Compression.NONE);
        assertThat(inputs.dump().restore().jobs()).isEqualTo(1);
    }

    private Plan plan(Path migration) {
        Duration none = Duration.ZERO;
        return new Plan(
                Path.of("src/test/resources/dumps/pg15-by-17.sql"),
                new Migration.Scripts(List.of(migration), Map.of()),
                false,
                new ServerPlan(ServerPlan.Choice.LOCAL, Optional.empty(), Optional.empty(), Map.of(), 2, false),
                LoadPlan.none(),
                new StepPlan(false, Optional.empty(), Optional.empty(), Duration.ofMillis(5)),
                Budget.defaults(),
                ResultsPlan.inAllFormats(directory.resolve("results")));
    }
}
