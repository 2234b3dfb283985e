package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.SavedRun;
import dev.dryrun.report.JsonReport;
import dev.dryrun.report.Report;
import dev.dryrun.report.StepReport;
import dev.dryrun.report.VerdictReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves of its steps when its process is killed. */
class KilledRunIT {

    @TempDir
    private Path directory;

    @Test
    void of_a_killed_run_only_the_running_step_is_lost() throws Exception {
        FaultyRun run = FaultyRun.started(
                directory,
                Files.createDirectory(directory.resolve("tmp")),
                "BEGIN; CREATE TABLE made (x int); ALTER TABLE t ADD COLUMN late int; COMMIT;"
                        + "SELECT sh('touch %s'); SELECT pg_sleep(60); ALTER TABLE t ADD COLUMN never int;"
                                .formatted(directory.resolve("there")));
        run.await("there");
        Path left = onlyOneIn(run.results());
        awaitLine(left.resolve("steps.jsonl"), "SELECT pg_sleep(60)");
        run.process().destroyForcibly().waitFor();

        assertThat(left.resolve("report.json")).doesNotExist();
        Report report = SavedRun.read(left).report();

        assertThat(report.verdict().outcome()).isEqualTo(VerdictReport.Outcome.INCOMPLETE);
        assertThat(report.verdict().reason())
                .hasValueSatisfying(reason -> assertThat(reason)
                        .startsWith("dryrun was killed in step 8 (")
                        .contains("7 steps"));
        assertThat(report.steps())
                .extracting(step -> step.result().outcome())
                .startsWith(StepReport.Outcome.SUCCEEDED)
                .endsWith(StepReport.Outcome.SUCCEEDED, StepReport.Outcome.SKIPPED)
                .hasSize(8);
        assertThat(report.steps().get(7).statement().sql()).isEqualTo("SELECT pg_sleep(60)");
        assertThat(modes(report, 2)).contains("AccessExclusiveLock");
        assertThat(modes(report, 5)).contains("AccessExclusiveLock");
        assertThat(report.steps().get(3).contention().locks())
                .allMatch(lock -> lock.request().created());
        assertThat(report.steps().get(4).timing().start().orElseThrow())
                .isGreaterThan(report.steps().get(3).timing().start().orElseThrow());
        assertThat(report.transactions()).singleElement().satisfies(block -> {
            assertThat(block.firstStep()).isEqualTo(3);
            assertThat(block.lastStep()).isEqualTo(6);
        });
        FaultyRun.assertFollowsTheSchema(JsonReport.render(report));
        assertThat(rendered(left, "terminal")).contains("INCOMPLETE", "dryrun was killed in step 8");
        assertThat(rendered(left, "html")).contains("<html");
    }

    private static List<String> modes(Report report, int step) {
        return report.steps().get(step - 1).contention().locks().stream()
                .map(lock -> lock.request().mode())
                .toList();
    }

    private static String rendered(Path run, String format) {
        StringWriter out = new StringWriter();
        int exit = new Main(
                        new PrintWriter(out, true),
                        new PrintWriter(new StringWriter(), true),
                        new Interruption(Thread.currentThread()),
                        Map.of())
                .execute("report", run.toString(), "--format=" + format);
        assertThat(exit).isZero();
        return out.toString();
    }

    private static Path onlyOneIn(Path results) throws IOException {
        try (Stream<Path> runs = Files.list(results)) {
            return runs.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    /** Steps are written down a moment after they have begun or ended, and later on a busy machine. */
    private static void awaitLine(Path file, String text) throws IOException, InterruptedException {
        for (int tries = 0; tries < 300; tries++) {
            if (Files.exists(file) && Files.readString(file).contains(text)) {
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError(file + " has nothing of " + text);
    }
}
