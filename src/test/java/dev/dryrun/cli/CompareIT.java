package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A migration is run, made worse, held against its first run, and signed off: on real servers, from the command line. */
class CompareIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void a_migration_that_got_worse_is_found_against_its_baseline_and_the_good_one_passes_the_gate()
            throws IOException {
        Path script = directory.resolve("m.sql");
        Files.writeString(script, "SET lock_timeout = '20s';\nALTER TABLE orders ADD COLUMN channel text;\n");
        assertThat(run(script, "--budget=none", "--budget=reads-blocked=1m", "--budget=writes-blocked=1m"))
                .as(errors.toString())
                .isZero();
        Path first = directory.resolve("results/latest").toRealPath();
        String record = directory.resolve("sign-off.json").toString();
        assertThat(execute("sign-off", first.toString(), "--by=Ada", "--record=" + record))
                .isZero();
        assertThat(gate(script, record, "--max-age=1h", "--dump=dumps/shop.dump"))
                .isZero();

        Files.writeString(
                script,
                "SET lock_timeout = '20s';\n"
                        + "BEGIN;\nALTER TABLE orders ADD COLUMN channel text;\nSELECT pg_sleep(3);\nCOMMIT;\n");
        assertThat(gate(script, record)).isEqualTo(1);
        assertThat(run(script, "--baseline=" + first, "--budget=reads-blocked=+20%", "--budget=writes-blocked=+20%"))
                .as(errors.toString())
                .isEqualTo(1);

        assertThat(out.toString()).contains("worse     ", "ACCESS EXCLUSIVE on public.orders held");
        Path second = directory.resolve("results/latest").toRealPath();
        assertThat(second.resolve("compare.html")).content().contains("Dry runs compared");
        assertThat(second.resolve("compare.md")).content().contains("\n## Worse\n");
        assertCompared(JSON.readTree(second.resolve("compare.json").toFile()), first, second);
        assertLimitsFollowTheBaseline(first, second);
        assertThat(execute("compare", first.toString(), second.toString())).isEqualTo(1);
        assertThat(execute("compare", second.toString(), second.toString())).isZero();
        assertThat(execute("sign-off", second.toString(), "--by=Ada")).isEqualTo(1);
        assertAnotherMigrationIsRefused(first);
    }

    private static void assertCompared(JsonNode comparison, Path first, Path second) {
        assertThat(comparison.at("/before/id").asText())
                .isEqualTo(first.getFileName().toString());
        assertThat(comparison.at("/after/id").asText())
                .isEqualTo(second.getFileName().toString());
        List<String> matches = new ArrayList<>();
        comparison.get("steps").forEach(step -> matches.add(step.get("match").asText()));
        assertThat(matches).containsExactly("same", "inserted", "same", "inserted", "inserted");
        assertThat(comparison.at("/verdict/exitCode").asInt()).isEqualTo(1);
        assertThat(comparison.at("/steps/2/trend").asText())
                .as("on a busy machine the statement itself may have been quicker")
                .isIn("worse", "mixed");
        assertThat(comparison.at("/noise/measured").asBoolean()).isTrue();
        assertThat(comparison.at("/conditions").findValuesAsText("name"))
                .as("of the same machine only the sampling may differ")
                .isSubsetOf("samples usually apart");
    }

    /**
     * The first run blocked readers for a few milliseconds: what its noise allows is the limit, and not 20 %. The second did
     * for three seconds, which is beyond the noise of a busy machine, too.
     */
    private static void assertLimitsFollowTheBaseline(Path first, Path second) throws IOException {
        double measured = budget(first, "reads-blocked").get("measured").asDouble();
        JsonNode held = budget(second, "reads-blocked");
        assertThat(held.get("limit").asDouble()).isGreaterThanOrEqualTo(measured + 10);
        assertThat(held.get("measured").asDouble())
                .isGreaterThan(held.get("limit").asDouble());
    }

    private static JsonNode budget(Path run, String name) throws IOException {
        for (JsonNode budget :
                JSON.readTree(run.resolve("report.json").toFile()).at("/verdict/budgets")) {
            if (budget.get("budget").asText().equals(name)) {
                return budget;
            }
        }
        throw new AssertionError(run + " has no budget " + name);
    }

    private void assertAnotherMigrationIsRefused(Path baseline) throws IOException {
        Path other = Files.writeString(directory.resolve("other.sql"), "SELECT 1;\n");
        errors.getBuffer().setLength(0);
        assertThat(run(other, "--baseline=" + baseline)).isEqualTo(2);
        assertThat(errors.toString()).contains("is a run of another migration: they have no statement in common");
    }

    private int run(Path script, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--quiet",
                "--dump=dumps/shop.dump",
                "--migration=" + script,
                "--server=local",
                "--warm-up=2s",
                "--cool-down=500ms",
                "--results=" + directory.resolve("results")));
        arguments.addAll(List.of(more));
        return execute(arguments.toArray(String[]::new));
    }

    private int gate(Path script, String record, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("check-sign-off", "--migration=" + script, "--record=" + record));
        arguments.addAll(List.of(more));
        return execute(arguments.toArray(String[]::new));
    }

    private int execute(String... arguments) {
        Interruption none = new Interruption(Thread.currentThread());
        return new Main(new PrintWriter(out, true), new PrintWriter(errors, true), none, Map.of()).execute(arguments);
    }
}
