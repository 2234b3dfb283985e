package dev.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.dryrun.plan.Budget;
import dev.dryrun.plan.LoadPlan;
import dev.dryrun.plan.Migration;
import dev.dryrun.plan.Plan;
import dev.dryrun.plan.ReportFormat;
import dev.dryrun.plan.ResultsPlan;
import dev.dryrun.plan.ServerPlan;
import dev.dryrun.plan.StepPlan;
import dev.dryrun.report.FullReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole line, from the sample dump to the report, on both kinds of server: facts that hold on any machine. */
class ScenariosIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SHORT = Duration.ofSeconds(1);

    @TempDir
    Path results;

    /** All on the local kind; a container is the same Postgres, so two are enough there. */
    static Stream<Arguments> runs() throws IOException {
        return Stream.concat(
                runs(ServerPlan.Choice.LOCAL, scenarios()),
                runs(ServerPlan.Choice.CONTAINER, List.of("set-not-null", "add-index")));
    }

    private static Stream<Arguments> runs(ServerPlan.Choice server, List<String> scenarios) {
        return scenarios.stream()
                .flatMap(scenario -> variants(scenario).map(variant -> Arguments.of(server, scenario, variant)));
    }

    /** Every scenario is written unsafe and safe, and some are once more for what comes after a release. */
    private static Stream<String> variants(String scenario) {
        boolean contract = Files.exists(Path.of("scenarios", scenario, "contract.sql"));
        return contract ? Stream.of("unsafe", "safe", "contract") : Stream.of("unsafe", "safe");
    }

    private static List<String> scenarios() throws IOException {
        try (Stream<Path> directories = Files.list(Path.of("scenarios")).filter(Files::isDirectory)) {
            return directories
                    .map(each -> each.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void every_scenario_is_listed_with_all_its_files() throws IOException {
        String list = Files.readString(Path.of("scenarios", "README.md"));
        for (String scenario : scenarios()) {
            assertThat(list).contains("[" + scenario + "](" + scenario + "/README.md)");
            assertThat(Path.of("scenarios", scenario))
                    .isDirectoryContaining("glob:**/README.md")
                    .isDirectoryContaining("glob:**/unsafe.sql")
                    .isDirectoryContaining("glob:**/safe.sql")
                    .isDirectoryContaining("glob:**/expected.json");
        }
    }

    @ParameterizedTest(name = "{1}/{2}.sql on {0}")
    @MethodSource("runs")
    void a_scenario_shows_what_it_is_expected_to(ServerPlan.Choice server, String scenario, String variant)
            throws IOException {
        Path directory = Path.of("scenarios", scenario);
        JsonNode expected =
                JSON.readTree(directory.resolve("expected.json").toFile()).get(variant);

        DryRun.Result result =
                DryRun.run(plan(server, directory.resolve(variant + ".sql"), retired(expected)), line -> {});

        JsonNode report =
                JSON.readTree(result.directory().resolve("report.json").toFile());
        assertThat(schema().validate(report)).isEmpty();
        assertThat(report.at("/server/kind").asText()).isEqualTo(server.name().toLowerCase(java.util.Locale.ROOT));
        assertThat(report.at("/migration/stepCount").asInt())
                .isEqualTo(expected.get("stepCount").asInt());
        assertThat(report.get("steps"))
                .allMatch(step -> step.get("outcome").asText().equals("succeeded"));
        checkVerdict(expected, report, result.exitCode());
        expected.path("findings")
                .forEach(code -> assertThat(report.get("findings"))
                        .anyMatch(finding -> finding.get("code").equals(code)));
        expected.get("locks")
                .forEach(
                        lock -> assertThat(locksOf(report, lock)).as("%s", lock).isPositive());
        assertThat(rewritesOf(report)).isEqualTo(rewrites(expected));
        assertThat(blockingLocks(report)).isSubsetOf(blockingLocks(expected));
        checkLoadAndTraces(report, result.directory());
    }

    private static Set<String> retired(JsonNode expected) {
        return Set.copyOf(
                expected.path("retired").valueStream().map(JsonNode::asText).toList());
    }

    private Plan plan(ServerPlan.Choice server, Path migration, Set<String> retired) {
        LoadPlan load = LoadPlan.automatic(100, 16, SHORT, SHORT);
        return new Plan(
                Path.of("dumps", "shop.dump"),
                new Migration.Scripts(List.of(migration), Map.of()),
                false,
                new ServerPlan(server, Optional.empty(), Optional.empty(), Map.of(), 2, false),
                new LoadPlan(load.source(), load.rate(), load.pool(), SHORT, SHORT, retired),
                new StepPlan(false, Optional.empty(), Optional.empty(), Duration.ofMillis(5)),
                Budget.defaults(),
                ResultsPlan.inAllFormats(results));
    }

    private static void checkVerdict(JsonNode expected, JsonNode report, int exitCode) {
        if (!expected.has("outcome")) {
            String outcome = report.at("/verdict/outcome").asText();
            assertThat(outcome).isIn("passed", "breached");
            assertThat(exitCode).isEqualTo(outcome.equals("passed") ? 0 : 1);
            return;
        }
        assertThat(report.at("/verdict/outcome").asText())
                .as("breaches: %s", report.at("/verdict/breaches"))
                .isEqualTo(expected.get("outcome").asText());
        assertThat(exitCode).isEqualTo(expected.get("exitCode").asInt());
        for (JsonNode budget : expected.get("breaches")) {
            assertThat(report.at("/verdict/breaches"))
                    .anyMatch(breach -> breach.get("budget").equals(budget));
        }
    }

    private static long locksOf(JsonNode report, JsonNode expected) {
        JsonNode step = report.get("steps").get(expected.get("step").asInt() - 1);
        return Stream.iterate(0, i -> i < step.get("locks").size(), i -> i + 1)
                .map(step.get("locks")::get)
                .filter(lock -> Stream.of("relation", "mode", "blocksReads", "blocksWrites")
                        .allMatch(field -> lock.get(field).equals(expected.get(field))))
                .count();
    }

    /** Step, relation and mode of every lock that blocks somebody: one that nobody expects is as wrong as a missing one. */
    private static List<String> blockingLocks(JsonNode tree) {
        List<String> found = new ArrayList<>();
        if (tree.has("steps")) {
            tree.get("steps").forEach(step -> step.get("locks").forEach(lock -> add(step.get("number"), lock, found)));
        } else {
            tree.get("locks").forEach(lock -> add(lock.get("step"), lock, found));
        }
        return found;
    }

    private static void add(JsonNode step, JsonNode lock, List<String> found) {
        boolean blocks =
                lock.get("blocksReads").asBoolean() || lock.get("blocksWrites").asBoolean();
        // A TOAST table goes the way of its table, under a name that is another one in every restore.
        if (blocks && !lock.get("relation").asText().startsWith("pg_toast.")) {
            found.add(step.asInt() + " " + lock.get("relation").asText() + " "
                    + lock.get("mode").asText());
        }
    }

    private static List<String> rewritesOf(JsonNode report) {
        return report.get("steps").findValues("rewrites").stream()
                .flatMap(names -> rewritesIn(names).stream())
                .toList();
    }

    private static List<String> rewrites(JsonNode expected) {
        return rewritesIn(expected.get("rewrites"));
    }

    private static List<String> rewritesIn(JsonNode names) {
        return JSON.convertValue(names, JSON.getTypeFactory().constructCollectionType(List.class, String.class));
    }

    private static void checkLoadAndTraces(JsonNode report, Path directory) throws IOException {
        // A busy machine stretches the second of warm-up.
        assertThat(report.at("/load/baseline/requests").asInt()).isBetween(95, 200);
        // Requests due in the last instant of the warm-up may meet what the first step has broken; no more than one for
        // each
        // connection can.
        boolean breaks = report.get("findings").findValuesAsText("code").contains("breaks-deployed-code");
        assertThat(report.at("/load/baseline/errors").asInt()).isBetween(0, breaks ? 16 : 0);
        double durationMs = report.at("/migration/durationMs").asDouble();
        assertThat(report.at("/sampling/samples").asDouble()).isPositive().isGreaterThan(durationMs / 100);
        assertThat(report.at("/server/settings/fsync").asText()).isEqualTo("on");
        assertThat(report.at("/server/settings/wal_level").asText()).isEqualTo("replica");
        assertThat(Files.readString(directory.resolve("schema-before.sql"))).contains("CREATE TABLE public.orders");
        assertThat(Files.readString(directory.resolve("schema-after.sql"))).contains("CREATE TABLE public.orders");
        assertThat(Files.readString(directory.resolve("server.log"))).contains("database system is ready");
        assertEveryFormatCanBeHadAgain(directory);
        assertThat(directory.resolveSibling("latest").toRealPath()).isEqualTo(directory.toRealPath());
    }

    private static void assertEveryFormatCanBeHadAgain(Path directory) throws IOException {
        FullReport kept = SavedRun.read(directory).withSeries();
        assertThat(kept.series()).isPresent();
        for (ReportFormat format : ReportFormat.files()) {
            String written = Files.readString(directory.resolve(format.file().orElseThrow()));
            assertThat(written.equals(kept.render(format))).as("%s", format).isTrue();
        }
    }

    private static JsonSchema schema() throws IOException {
        try (InputStream schema = ScenariosIT.class.getResourceAsStream("/dev/dryrun/report/report.schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(schema);
        }
    }
}
