package dev.dryrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.Budget;
import dev.dryrun.plan.LoadPlan;
import dev.dryrun.plan.LoadRate;
import dev.dryrun.plan.LoadSource;
import dev.dryrun.plan.LoadSource.LoadFile;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole line from the files of a load to the report; the profiles are those of the scenarios. */
class LoadFilesIT {

    @TempDir
    Path directory;

    @Test
    void the_profiles_of_the_scenarios_run_together_without_an_error() throws IOException {
        Plan plan = plan(
                new LoadFile(Path.of("scenarios/set-not-null/load.yml"), 2),
                new LoadFile(Path.of("scenarios/add-index/load.yml"), 1));
        List<String> progress = new ArrayList<>();

        DryRun.Result result = DryRun.run(plan, news -> progress.add(news.words()));

        JsonNode load = new ObjectMapper()
                .readTree(result.directory().resolve("report.json").toFile())
                .get("load");
        assertThat(load.at("/baseline/errors").asInt()).as("%s", load).isZero();
        assertThat(load.at("/baseline/requests").asInt()).isGreaterThan(100);
        assertThat(load.get("ratePerSecond").asDouble()).isGreaterThanOrEqualTo(100);
        assertThat(load.get("queries").findValuesAsText("name"))
                .containsExactlyInAnyOrder(
                        "order by id",
                        "orders of a customer",
                        "item of an order",
                        "place an order",
                        "take a payment",
                        "turnover of a day",
                        "load.sql",
                        "newest orders");
        assertThat(load.get("queries").findValuesAsText("class")).contains("web", "worker", "reporting", "application");
        assertThat(load.get("queries")).allMatch(query -> query.get("requests").asInt() > 0);
    }

    /** No server is started for it, so it takes milliseconds. */
    @Test
    void a_mistake_in_a_profile_is_told_before_the_restore() throws IOException {
        Path profile = Files.writeString(directory.resolve("load.yml"), "rate: 5/s\nquerys: []\n");
        List<String> progress = new ArrayList<>();

        assertThatThrownBy(() -> DryRun.run(plan(new LoadFile(profile, 1)), news -> progress.add(news.words())))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("load.yml:2: unknown key \"querys\" in the profile; did you mean queries?");
        assertThatThrownBy(() ->
                        DryRun.run(plan(new LoadFile(Path.of("none.yml"), 1)), news -> progress.add(news.words())))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("--load none.yml does not exist");
        assertThat(progress).isEmpty();
    }

    private Plan plan(LoadFile... files) throws IOException {
        return new Plan(
                Path.of("dumps", "shop.dump"),
                new Migration.Scripts(List.of(Files.writeString(directory.resolve("m.sql"), "SELECT 1;")), Map.of()),
                false,
                new ServerPlan(ServerPlan.Choice.LOCAL, Optional.empty(), Optional.empty(), Map.of(), 2, false),
                new LoadPlan(
                        new LoadSource.Files(List.of(files)),
                        LoadRate.UNSTATED,
                        new PoolPlan(8, PoolPlan.TIMEOUT, false),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(1),
                        Set.of()),
                new StepPlan(false, Optional.empty(), Optional.empty(), Duration.ofMillis(5)),
                Budget.defaults(),
                ResultsPlan.inAllFormats(directory));
    }
}
