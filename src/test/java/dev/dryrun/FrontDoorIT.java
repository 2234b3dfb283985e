package dev.dryrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.Budget;
import dev.dryrun.plan.LoadPlan;
import dev.dryrun.plan.Migration;
import dev.dryrun.plan.Plan;
import dev.dryrun.plan.ResultsPlan;
import dev.dryrun.plan.ServerPlan;
import dev.dryrun.plan.StepPlan;
import dev.dryrun.progress.Progress;
import dev.dryrun.time.Moment;
import dev.dryrun.time.RunClock;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever calls dryrun as a library has, however the call ends, no thread, process or file more than before. */
class FrontDoorIT {

    private static final Duration AT_ONCE = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Progress SILENT = news -> {};

    /** Threads that live in every JVM, or for a while after a use that is over, and belong to no run. */
    private static final String LASTING =
            "process reaper.*|Common-Cleaner|Cleaner-.*|PostgreSQL-JDBC-Cleaner|JNA Cleaner"
                    + "|Java2D.*|surefire.*|Attach Listener";

    private static final String DEAF = "DO $$ BEGIN LOOP BEGIN PERFORM pg_sleep(1);"
            + " EXCEPTION WHEN query_canceled THEN NULL; END; END LOOP; END $$";

    @TempDir
    private Path directory;

    private Set<String> threads;

    @BeforeEach
    void lookAround() {
        threads = threads();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        RunClock clock = RunClock.system();
        while (!left().isEmpty() && clock.now().since(Moment.ORIGIN).compareTo(AT_ONCE) < 0) {
            Thread.sleep(100);
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void after_success_in_a_container() throws IOException {
        String table = "CREATE TABLE t (id integer PRIMARY KEY, v text);";
        assertThat(run(ServerPlan.Choice.CONTAINER, "SELECT 1", SILENT, table).exitCode())
                .isZero();
    }

    @Test
    void after_a_step_that_failed() throws IOException {
        assertThat(run("SELECT 1 / 0", SILENT).exitCode()).isEqualTo(1);
    }

    @Test
    void after_a_run_that_lost_its_server() throws IOException {
        assertThat(run(
                                "SELECT 1; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname IS NOT NULL",
                                SILENT)
                        .exitCode())
                .isEqualTo(3);
    }

    @Test
    void after_bad_input_that_only_the_restore_finds() {
        assertThatThrownBy(() -> run(ServerPlan.Choice.LOCAL, "SELECT 1", SILENT, "CREATE TABLE broken (id nonsense);"))
                .isInstanceOf(BadInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"restoring", "running"})
    void after_a_bug(String where) {
        assertThatThrownBy(() -> run("SELECT 1", news -> {
                    if (news.words().startsWith(where)) {
                        throw new IllegalStateException("as if it were a bug");
                    }
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    /** It may come between two steps; and a step may take no notice of being cancelled. */
    @ParameterizedTest
    @ValueSource(strings = {"SELECT pg_sleep(60)", DEAF})
    void after_an_interrupt(String step) throws IOException {
        Thread runner = Thread.currentThread();
        DryRun.Result result = run("SELECT 1;\n\\echo now\n" + step, news -> {
            if (news.words().equals("now")) {
                runner.interrupt();
            }
        });
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.report().verdict().reason()).contains("interrupted");
        assertThat(result.report().steps()).hasSize(2);
        assertThat(result.directory().resolve("report.html")).exists();
    }

    private DryRun.Result run(String migration, Progress progress) throws IOException {
        String table = "CREATE TABLE t (id integer PRIMARY KEY, v text);";
        return run(ServerPlan.Choice.LOCAL, migration, progress, table);
    }

    private DryRun.Result run(ServerPlan.Choice kind, String migration, Progress progress, String dump)
            throws IOException {
        Path dumped = Files.writeString(
                directory.resolve("t.sql"),
                "-- PostgreSQL database dump\n-- Dumped from database version 15.4\n-- Dumped by pg_dump version 15.4\n"
                        + dump + "\n-- PostgreSQL database dump complete\n");
        Path script = Files.writeString(directory.resolve("m.sql"), migration + ";\n");
        return DryRun.run(
                new Plan(
                        dumped,
                        new Migration.Scripts(List.of(script), Map.of()),
                        false,
                        new ServerPlan(kind, Optional.empty(), Optional.empty(), Map.of(), 1, false),
                        LoadPlan.automatic(20, 2, SHORT, SHORT),
                        new StepPlan(false, Optional.empty(), Optional.empty(), Duration.ofMillis(5)),
                        Budget.defaults(),
                        ResultsPlan.inAllFormats(directory.resolve("results"))),
                progress);
    }

    private Set<String> left() throws IOException {
        Set<String> left = new HashSet<>(threads());
        left.removeAll(threads);
        ProcessHandle.current().descendants().forEach(each -> left.add("process " + each.info()));
        left.addAll(directories());
        return left;
    }

    /** The directories of servers that this process has started. */
    private static Set<String> directories() throws IOException {
        String ours = " " + ProcessHandle.current().pid() + " ";
        Set<String> found = new HashSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/tmp"), "dryrun-*")) {
            for (Path each : all) {
                Path owner = each.resolve("owner");
                if (Files.exists(owner) && Files.readString(owner).contains(ours)) {
                    found.add("directory " + each);
                }
            }
        }
        return found;
    }

    /** With their numbers, because two may have the same name. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .filter(thread -> !thread.getName().matches(LASTING))
                .map(thread -> "thread " + thread.getId() + " " + thread.getName())
                .collect(Collectors.toSet());
    }
}
