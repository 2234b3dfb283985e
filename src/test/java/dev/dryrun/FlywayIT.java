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
import dev.dryrun.plan.ResultsPlan;
import dev.dryrun.plan.ServerPlan;
import dev.dryrun.plan.StepPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flyway's own command line as the migration command, from the sample dump to the report. */
class FlywayIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final String ADD = "ALTER TABLE orders ADD COLUMN channel text DEFAULT md5(random()::text)";
    private static final String CHECK =
            "ALTER TABLE orders ADD CONSTRAINT channel_set CHECK (channel IS NOT NULL) NOT VALID";
    private static final String INDEX = "CREATE INDEX CONCURRENTLY orders_channel_idx ON orders (channel)";

    @TempDir
    Path directory;

    private Path sql;

    @BeforeEach
    void migrations() throws IOException {
        sql = Files.createDirectory(directory.resolve("sql"));
        Files.writeString(sql.resolve("V1__channel.sql"), ADD + ";\n" + CHECK + ";\n");
    }

    @Test
    void its_statements_are_steps_with_the_locks_of_the_same_script() throws IOException {
        Files.writeString(sql.resolve("V2__index.sql"), INDEX + ";\n");
        Path script = Files.writeString(directory.resolve("m.sql"), "BEGIN;\n" + ADD + ";\n" + CHECK + ";\nCOMMIT;\n");

        DryRun.Result result = run(new Migration.ExternalCommand(flyway()));
        JsonNode report = report(result);
        JsonNode same = report(run(new Migration.Scripts(List.of(script), Map.of())));

        assertThat(schema().validate(report)).isEmpty();
        assertThat(report.at("/migration/command").asText()).contains("Main");
        assertThat(Files.readString(result.directory().resolve("command.log")))
                .contains("Successfully applied 2 migrations");
        assertThat(result.exitCode()).isIn(0, 1);
        assertThat(report.at("/verdict/outcome").asText()).isIn("passed", "breached");
        for (String statement : List.of(ADD, CHECK)) {
            JsonNode step = step(report, statement);
            assertThat(locks(step)).as(statement).isEqualTo(locks(step(same, statement)));
            assertThat(step.get("rewrites")).isEqualTo(step(same, statement).get("rewrites"));
            assertThat(step.get("file").isNull()).isTrue();
            assertThat(step.at("/session/number").asInt()).isPositive();
        }
        assertThat(locks(step(report, ADD))).contains("public.orders AccessExclusiveLock true");
        assertThat(step(report, ADD).get("transaction"))
                .isEqualTo(step(report, CHECK).get("transaction"));
        assertThat(lastStepOf(report, step(report, ADD).get("transaction"))
                        .get("kind")
                        .asText())
                .isEqualTo("COMMIT");
        JsonNode index = step(report, INDEX);
        assertThat(index.get("outcome").asText()).isEqualTo("succeeded");
        assertThat(index.get("transaction").isNull()).isTrue();
        assertThat(index.get("createdRelations").toString()).contains("public.orders_channel_idx");
        assertThat(locks(index)).contains("public.orders ShareUpdateExclusiveLock true");
        assertThat(findings(report, index)).contains("locks-only-sampled");
    }

    @Test
    void a_migration_that_it_could_not_run_fails_with_its_own_words() throws IOException {
        Files.writeString(sql.resolve("V2__broken.sql"), "ALTER TABLE nowhere ADD COLUMN x int;\n");
        Path output = directory.resolve("output.txt");
        String strictly = flyway() + " 2>&1 | tee " + output + "; ! grep ^ERROR: " + output;
        DryRun.Result result = run(new Migration.ExternalCommand(strictly));
        JsonNode report = report(result);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(schema().validate(report)).isEmpty();
        assertThat(report.at("/verdict/outcome").asText())
                .as("its output: %s", Files.readString(output))
                .isEqualTo("step-failed");
        assertThat(report.at("/verdict/reason").asText())
                .contains("exit code 1")
                .contains("ERROR: Migration of schema");
        assertThat(step(report, "ALTER TABLE nowhere ADD COLUMN x int")
                        .get("sqlState")
                        .asText())
                .isEqualTo("42P01");
        assertThat(Files.readString(result.directory().resolve("report.md")))
                .contains("**FAILED.** The migration does not run: the command ended with exit code 1");
    }

    /** Without its reports, which Maven Central does not have, this Flyway ends with 0 whatever happens. */
    @Test
    void a_migration_that_it_could_not_run_fails_though_it_ends_with_success() throws IOException {
        Files.writeString(sql.resolve("V2__broken.sql"), "ALTER TABLE nowhere ADD COLUMN x int;\n");

        DryRun.Result result = run(new Migration.ExternalCommand(flyway() + "; exit 0"));
        JsonNode report = report(result);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(report.at("/verdict/outcome").asText()).isEqualTo("step-failed");
        assertThat(report.at("/verdict/reason").asText())
                .contains("the command ended with exit code 0, but its step")
                .contains("failed with SQLSTATE 42P01");
        assertThat(findings(report, step(report, "ALTER TABLE nowhere ADD COLUMN x int")))
                .contains("failure-ignored");
    }

    private String flyway() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return java + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '"
                + Path.of("target", "flyway").toAbsolutePath() + "/*' org.flywaydb.commandline.Main"
                + " -locations=filesystem:" + sql + " -baselineOnMigrate=true -baselineVersion=0"
                + " -postgresql.transactional.lock=false migrate";
    }

    private DryRun.Result run(Migration migration) {
        Plan plan = new Plan(
                Path.of("dumps", "shop.dump"),
                migration,
                false,
                new ServerPlan(ServerPlan.Choice.LOCAL, Optional.empty(), Optional.empty(), Map.of(), 2, false),
                LoadPlan.automatic(20, 4, SHORT, SHORT),
                new StepPlan(false, Optional.empty(), Optional.empty(), Duration.ofMillis(5)),
                Budget.defaults(),
                ResultsPlan.inAllFormats(directory.resolve("results")));
        return DryRun.run(plan, line -> {});
    }

    private static JsonNode report(DryRun.Result result) throws IOException {
        return JSON.readTree(result.directory().resolve("report.json").toFile());
    }

    private static JsonNode step(JsonNode report, String statement) {
        return steps(report)
                .filter(step -> step.get("sql").asText().equals(statement))
                .findFirst()
                .orElseThrow(() -> new AssertionError(statement + " is not among " + report.findValues("sql")));
    }

    private static JsonNode lastStepOf(JsonNode report, JsonNode transaction) {
        return steps(report)
                .filter(step -> step.get("transaction").equals(transaction))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static Stream<JsonNode> steps(JsonNode report) {
        return StreamSupport.stream(report.get("steps").spliterator(), false);
    }

    private static List<String> locks(JsonNode step) {
        return StreamSupport.stream(step.get("locks").spliterator(), false)
                .filter(lock -> lock.get("relation").asText().startsWith("public."))
                .map(lock ->
                        lock.get("relation").asText() + " " + lock.get("mode").asText() + " "
                                + (lock.get("evidence").toString().contains("snapshot")
                                        || lock.get("mode").asText().equals("ShareUpdateExclusiveLock")))
                .sorted()
                .toList();
    }

    private static List<String> findings(JsonNode report, JsonNode step) {
        return StreamSupport.stream(report.get("findings").spliterator(), false)
                .filter(finding -> finding.get("step").equals(step.get("number")))
                .map(finding -> finding.get("code").asText())
                .toList();
    }

    private static JsonSchema schema() throws IOException {
        try (InputStream schema = FlywayIT.class.getResourceAsStream("/dev/dryrun/report/report.schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(schema);
        }
    }
}
