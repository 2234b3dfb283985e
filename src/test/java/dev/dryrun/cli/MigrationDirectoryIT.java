package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.dryrun.SavedRun;
import dev.dryrun.plan.ReportFormat;
import dev.dryrun.report.FullReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory with the files of several tools, from the command's plan to the report. */
class MigrationDirectoryIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void each_file_is_run_in_the_transactions_of_its_tool_and_the_report_groups_by_file() throws IOException {
        Path migrations = migrations();

        assertThat(run(migrations)).as(errors.toString()).isZero();

        Path results = directory.resolve("results").resolve("latest").toRealPath();
        JsonNode report = JSON.readTree(results.resolve("report.json").toFile());
        assertFollowsTheSchema(report);
        assertThat(results.getFileName().toString()).endsWith("-migrations");
        assertThat(report.at("/verdict/outcome").asText()).isEqualTo("passed");
        assertThat(files(report))
                .containsExactly(
                        "1_goose.sql goose one-transaction",
                        "2_dbmate.sql dbmate one-query",
                        "3_liquibase.sql liquibase per-changeset",
                        "10_psql.sql psql as-written");
        assertThat(steps(report))
                .containsExactly(
                        "1_goose.sql:2 BEGIN in 1",
                        "1_goose.sql:2 CREATE TABLE in 1",
                        "1_goose.sql:3 INSERT in 1",
                        "1_goose.sql:3 COMMIT in 1",
                        "2_dbmate.sql:2 CREATE INDEX CONCURRENTLY in null",
                        "3_liquibase.sql:3 BEGIN in 2",
                        "3_liquibase.sql:3 ALTER TABLE in 2",
                        "3_liquibase.sql:4 UPDATE in 2",
                        "3_liquibase.sql:4 COMMIT in 2",
                        "3_liquibase.sql:6 VACUUM in null",
                        "10_psql.sql:1 ALTER TABLE in null",
                        "10_psql.sql:2 SELECT in null");
        assertThat(report.get("findings").findValuesAsText("message"))
                .anyMatch(message -> message.endsWith("1_goose.sql: the down part from line 4 on is left out"))
                .anyMatch(message -> message.endsWith("2_dbmate.sql: the down part from line 3 on is left out"));
        assertThat(Files.readString(results.resolve("report.md")))
                .contains("1_goose.sql`** (goose, in one transaction)");
        assertThat(Files.readString(results.resolve("schema-after.sql")))
                .contains("CREATE TABLE public.notes", "CREATE INDEX notes_body_idx", "written_at date NOT NULL")
                .doesNotContain("undone");
        assertEveryFormatCanBeHadAgain(results);
        assertGitHubWasTold(results);
    }

    private static void assertEveryFormatCanBeHadAgain(Path results) throws IOException {
        FullReport kept = SavedRun.read(results).withSeries();
        for (ReportFormat format : ReportFormat.files()) {
            assertThat(Files.readString(results.resolve(format.file().orElseThrow())))
                    .isEqualTo(kept.render(format));
        }
    }

    /** What the run printed is between a command that stops commands and the one that resumes them. */
    private void assertGitHubWasTold(Path results) throws IOException {
        List<String> lines = out.toString().lines().toList();
        assertThat(lines.get(0)).startsWith("::stop-commands::dryrun-");
        String token = lines.get(0).substring("::stop-commands::".length());
        int resumed = lines.indexOf("::" + token + "::");
        assertThat(lines.subList(1, resumed)).anyMatch(line -> line.startsWith("results in "));
        assertThat(lines.subList(resumed + 1, lines.size()))
                .hasSizeGreaterThan(0)
                .allMatch(line -> line.matches("::(notice|warning|error) .*"))
                .anyMatch(line -> line.startsWith("::notice title=dryrun%3A PASSED::"));
        assertThat(Files.readString(directory.resolve("summary.md")))
                .isEqualTo("what stood there\n" + Files.readString(results.resolve("report.md")) + "\n");
    }

    private Path migrations() throws IOException {
        Path migrations = Files.createDirectory(directory.resolve("migrations"));
        Files.writeString(migrations.resolve("1_goose.sql"), """
                -- +goose Up
                CREATE TABLE notes (id int, body text);
                INSERT INTO notes VALUES (1, 'a');
                -- +goose Down
                CREATE TABLE undone ();
                """);
        Files.writeString(migrations.resolve("2_dbmate.sql"), """
                -- migrate:up transaction:false
                CREATE INDEX CONCURRENTLY notes_body_idx ON notes (body);
                -- migrate:down
                CREATE TABLE undone ();
                """);
        Files.writeString(migrations.resolve("3_liquibase.sql"), """
                --liquibase formatted sql
                --changeset alice:1
                ALTER TABLE notes ADD COLUMN written_at date;
                UPDATE notes SET written_at = '2024-01-01';
                --changeset alice:2 runInTransaction:false
                VACUUM notes;
                """);
        Files.writeString(migrations.resolve("10_psql.sql"), """
                ALTER TABLE notes ALTER COLUMN written_at SET NOT NULL;
                SELECT count(*) FROM notes;
                """);
        return migrations;
    }

    private static List<String> files(JsonNode report) {
        List<String> files = new ArrayList<>();
        report.at("/migration/files")
                .forEach(file -> files.add(
                        name(file.get("path")) + " " + file.get("format").asText() + " "
                                + file.get("transaction").asText()));
        return files;
    }

    private static List<String> steps(JsonNode report) {
        List<String> steps = new ArrayList<>();
        report.get("steps")
                .forEach(step -> steps.add(name(step.get("file")) + ":" + step.get("line") + " "
                        + step.get("kind").asText() + " in " + step.get("transaction")));
        return steps;
    }

    private static String name(JsonNode path) {
        return Path.of(path.asText()).getFileName().toString();
    }

    private int run(Path migrations) throws IOException {
        Path summary = Files.writeString(directory.resolve("summary.md"), "what stood there\n");
        Map<String, String> environment = Map.of(
                "GITHUB_ACTIONS", "true",
                "GITHUB_STEP_SUMMARY", summary.toString(),
                "GITHUB_WORKSPACE", directory.toString());
        return new Main(
                        new PrintWriter(out, true),
                        new PrintWriter(errors, true),
                        new Interruption(Thread.currentThread()),
                        environment)
                .execute(
                        "--dump=dumps/shop.dump",
                        "--migration=" + migrations,
                        "--server=local",
                        "--restore-jobs=2",
                        "--load=none",
                        "--results=" + directory.resolve("results"));
    }

    private static void assertFollowsTheSchema(JsonNode report) throws IOException {
        try (InputStream schema =
                MigrationDirectoryIT.class.getResourceAsStream("/dev/dryrun/report/report.schema.json")) {
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(schema)
                            .validate(report))
                    .isEmpty();
        }
    }
}
