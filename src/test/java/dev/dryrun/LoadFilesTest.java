package dev.dryrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.Budget;
import dev.dryrun.plan.LoadPlan;
import dev.dryrun.plan.LoadRate;
import dev.dryrun.plan.LoadSource;
import dev.dryrun.plan.Migration;
import dev.dryrun.plan.Plan;
import dev.dryrun.plan.PoolPlan;
import dev.dryrun.plan.ResultsPlan;
import dev.dryrun.plan.ServerPlan;
import dev.dryrun.plan.StepPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be told of a load before the dump is restored. */
class LoadFilesTest {

    private static final String PROFILE = """
            sessions:
              web:
                connections: 2
                pool-timeout: 1s
              reporting: {connections: 1}
            queries:
              - name: orders
                sql: SELECT 1
              - name: turnover
                session: reporting
                sql: SELECT 2
            """;

    @TempDir
    Path directory;

    @Test
    void a_budget_of_a_class_or_query_that_the_profile_does_not_have_is_refused() throws IOException {
        assertThatThrownBy(() -> read(false, limited(Budget.Name.P99, "raporting")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("--budget p99@raporting", "has no class of sessions or query of that name");
        assertThatThrownBy(() -> read(false, limited(Budget.Name.POOL_EMPTY, "turnover")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("has no class of sessions of that name");
        assertThat(read(false, limited(Budget.Name.P99, "turnover"), limited(Budget.Name.POOL_EMPTY, "web")))
                .isEqualTo(2);
    }

    @Test
    void the_pool_timeout_of_a_class_is_refused_where_there_is_no_pool() {
        assertThatThrownBy(() -> read(true))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(
                        "load.yml:4: \"pool-timeout\" of web does not go with --held-connections: there is no pool");
    }

    private static Budget limited(Budget.Name name, String part) {
        return Budget.of(name, Duration.ofSeconds(1)).limitedTo(part);
    }

    /** How many queries there are. */
    private int read(boolean held, Budget... budgets) throws IOException {
        Path file = Files.writeString(directory.resolve("load.yml"), PROFILE);
        LoadSource.Files files = new LoadSource.Files(List.of(new LoadSource.LoadFile(file, 1)));
        Plan plan = new Plan(
                directory.resolve("shop.dump"),
                new Migration.None(),
                false,
                new ServerPlan(ServerPlan.Choice.LOCAL, Optional.empty(), Optional.empty(), Map.of(), 1, false),
                new LoadPlan(
                        files,
                        LoadRate.UNSTATED,
                        new PoolPlan(8, PoolPlan.TIMEOUT, held),
                        Duration.ZERO,
                        Duration.ZERO,
                        Set.of()),
                new StepPlan(false, Optional.empty(), Optional.empty(), Duration.ofMillis(5)),
                List.of(budgets),
                ResultsPlan.inAllFormats(directory));
        return LoadFiles.read(files, plan).profile().queries().size();
    }
}
