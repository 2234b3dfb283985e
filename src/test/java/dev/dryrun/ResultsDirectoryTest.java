package dev.dryrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dryrun.plan.Budget;
import dev.dryrun.plan.LoadPlan;
import dev.dryrun.plan.Migration;
import dev.dryrun.plan.NoVerdict;
import dev.dryrun.plan.Plan;
import dev.dryrun.plan.ReportFormat;
import dev.dryrun.plan.ResultsPlan;
import dev.dryrun.plan.ServerPlan;
import dev.dryrun.plan.StepPlan;
import dev.dryrun.report.KeptSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsDirectoryTest {

    @TempDir
    private Path parent;

    @Test
    void all_formats_are_written_beside_the_load_over_time() throws IOException {
        Path written = write(ReportFormat.files());

        assertThat(written.toFile().list())
                .containsExactlyInAnyOrder(
                        "report.json", "timeseries.json.gz", "report.md", "report.html", "junit.xml", "report.sarif");
        assertThat(parent.resolve("latest").toRealPath()).isEqualTo(written.toRealPath());
        assertThat(SavedRun.read(parent.resolve("latest")).withSeries()).isEqualTo(KeptSample.breached());
    }

    @Test
    void of_the_formats_only_those_that_were_chosen_are_written() {
        assertThat(write(Set.of(ReportFormat.JUNIT)).toFile().list())
                .containsExactlyInAnyOrder("report.json", "timeseries.json.gz", "report.md", "junit.xml");
    }

    @Test
    void a_disk_that_is_full_gives_no_verdict_and_leaves_nothing_half_written() throws IOException {
        ResultsDirectory results = results(ReportFormat.files());
        Files.createSymbolicLink(results.file(".report.json"), Path.of("/dev/full"));

        assertThatExceptionOfType(NoVerdict.class)
                .isThrownBy(() -> results.write(KeptSample.breached()))
                .withMessageContaining("failed: java.io.IOException: No space left on device")
                .satisfies(failed -> assertIsElsewhere(failed.hint()));
        results.close();
        assertThat(parent).isEmptyDirectory();
    }

    private static void assertIsElsewhere(String hint) throws IOException {
        assertThat(hint).contains("meanwhile it is in ");
        Path rescue = Path.of(hint.replaceFirst("(?s).*for dryrun report ", ""));
        assertThat(SavedRun.read(rescue).report())
                .isEqualTo(KeptSample.breached().report());
        Files.delete(rescue.resolve("report.json"));
        Files.delete(rescue);
    }

    @Test
    void a_directory_that_has_disappeared_meanwhile_is_made_again() throws IOException {
        ResultsDirectory results = results(ReportFormat.files());
        Files.delete(results.path());

        results.write(KeptSample.breached());
        results.close();
        assertThat(SavedRun.read(parent.resolve("latest")).withSeries()).isEqualTo(KeptSample.breached());
    }

    @Test
    void a_directory_that_has_disappeared_is_nothing_to_clean_up() throws IOException {
        ResultsDirectory results = results(ReportFormat.files());
        Files.delete(results.path());

        results.close();
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void steps_that_were_written_down_stay_where_there_is_no_report() throws IOException {
        ResultsDirectory results = results(ReportFormat.files());
        Files.writeString(results.file(StepJournal.STEPS), "");

        results.close();
        assertThat(results.file(StepJournal.STEPS)).exists();
    }

    @Test
    void a_report_that_was_written_stays_though_another_format_found_the_disk_full() throws IOException {
        ResultsDirectory results = results(ReportFormat.files());
        Files.createSymbolicLink(results.file("report.html"), Path.of("/dev/full"));

        assertThatExceptionOfType(NoVerdict.class).isThrownBy(() -> results.write(KeptSample.breached()));
        results.close();
        assertThat(SavedRun.read(results.file("report.json")).report())
                .isEqualTo(KeptSample.breached().report());
    }

    @Test
    void a_directory_that_is_named_latest_is_left_alone() throws IOException {
        Path mine = Files.createDirectory(parent.resolve("latest"));
        Files.writeString(mine.resolve("notes.txt"), "mine");
        ResultsDirectory results = results(ReportFormat.files());

        assertThatExceptionOfType(NoVerdict.class).isThrownBy(() -> results.write(KeptSample.breached()));
        results.close();
        assertThat(mine.resolve("notes.txt")).hasContent("mine");
        assertThat(results.file("report.sarif")).exists();
    }

    @Test
    void a_run_that_was_interrupted_has_its_link_and_is_still_interrupted() throws IOException {
        Thread.currentThread().interrupt();
        Path written = write(Set.of());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(parent.resolve("latest").toRealPath()).isEqualTo(written.toRealPath());
    }

    @Test
    void runs_of_one_process_that_end_at_the_same_time_all_have_their_reports_and_one_has_the_link() throws Exception {
        ExecutorService side = Executors.newFixedThreadPool(4);
        Callable<Path> run = () -> write(Set.of());
        try {
            List<Path> written = new ArrayList<>();
            for (Future<Path> each : side.invokeAll(Collections.nCopies(20, run))) {
                written.add(each.get());
            }

            assertThat(written).doesNotHaveDuplicates().allMatch(each -> Files.exists(each.resolve("report.json")));
            assertThat(written).contains(parent.resolve(Files.readSymbolicLink(parent.resolve("latest"))));
        } finally {
            side.shutdownNow();
        }
    }

    private Path write(Set<ReportFormat> formats) {
        try (ResultsDirectory results = results(formats)) {
            results.write(KeptSample.breached());
            return results.path();
        }
    }

    private ResultsDirectory results(Set<ReportFormat> formats) {
        Plan plan = new Plan(
                Path.of("shop.dump"),
                new Migration.Scripts(List.of(Path.of("a.sql")), Map.of()),
                false,
                new ServerPlan(ServerPlan.Choice.LOCAL, Optional.empty(), Optional.empty(), Map.of(), 1, false),
                LoadPlan.none(),
                new StepPlan(false, Optional.empty(), Optional.empty(), Duration.ofMillis(5)),
                Budget.defaults(),
                new ResultsPlan(parent, formats));
        return ResultsDirectory.create(plan, Instant.parse("2026-11-22T13:55:01Z"));
    }
}
