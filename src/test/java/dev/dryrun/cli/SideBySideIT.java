package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import dev.dryrun.cli.LaunchedRun.Phase;
import dev.dryrun.time.Moment;
import dev.dryrun.time.RunClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;

/** Runs of the same dump into the same results directory, with the same directory for temporary files. */
class SideBySideIT {

    private static final Duration AT_ONCE = Duration.ofSeconds(10);
    private static final Duration KILLED = Duration.ofSeconds(40);
    private static final Duration ENDING = Duration.ofSeconds(60);

    /** Two steps, of which the second ends when the file is there. */
    private static final String WAITING = """
            SELECT 1;
            DO $$ BEGIN
                FOR look IN 1..3000 LOOP
                    EXIT WHEN (pg_catalog.pg_stat_file('%s', true)).size IS NOT NULL;
                    PERFORM pg_catalog.pg_sleep(0.1);
                END LOOP;
            END $$;
            """;

    @Test
    void a_third_that_starts_beside_two_and_is_killed_takes_neither_of_them_with_it() throws Exception {
        Path shared = LaunchedRun.openDirectory();
        Path go = shared.resolve("go");
        try (LaunchedRun local = LaunchedRun.running(shared, "local", "local", WAITING.formatted(go));
                LaunchedRun contained =
                        LaunchedRun.running(shared, "contained", "container", WAITING.formatted("/tmp/go"))) {
            local.await(Phase.STEP);
            contained.await(Phase.STEP);
            for (String kind : List.of("local", "container")) {
                LaunchedRun third = LaunchedRun.running(shared, "third", kind, "SELECT 1; SELECT pg_sleep(60);");
                third.await(Phase.STEP);
                third.signal("KILL");
                third.awaitExit(AT_ONCE);
                awaitGone(third, shared);
            }
            Files.createFile(go);
            touchIn(contained);

            assertThat(local.awaitExit(ENDING)).as(local.words()).isZero();
            assertThat(contained.awaitExit(ENDING)).as(contained.words()).isZero();
            assertThat(outcome(shared, "local")).isEqualTo("passed");
            assertThat(outcome(shared, "contained")).isEqualTo("passed");
            assertThat(Files.readSymbolicLink(shared.resolve("results/latest")).toString())
                    .matches(".*-(local|contained)");
            local.assertNothingLeft(AT_ONCE);
            contained.assertNothingLeft(AT_ONCE);
        }
    }

    /** Of the directories of local servers only that of the living run stays, and no container or network. */
    private static void awaitGone(LaunchedRun killed, Path shared) throws Exception {
        RunClock clock = RunClock.system();
        while (directories(shared) > 1 || !killed.traces().leftInEngine().isEmpty()) {
            assertThat(clock.now().since(Moment.ORIGIN)).isLessThan(KILLED);
            Thread.sleep(100);
        }
    }

    private static long directories(Path shared) throws IOException {
        try (Stream<Path> files = Files.list(shared.resolve("tmp"))) {
            return files.count();
        }
    }

    private static void touchIn(LaunchedRun run) throws InterruptedException {
        DockerClient engine = DockerClientFactory.lazyClient();
        String touch = engine.execCreateCmd(run.traces().containers().get(0).getId())
                .withCmd("touch", "/tmp/go")
                .withAttachStdout(true)
                .exec()
                .getId();
        engine.execStartCmd(touch).exec(new ResultCallback.Adapter<Frame>()).awaitCompletion();
    }

    private static String outcome(Path shared, String name) throws IOException {
        try (Stream<Path> runs = Files.list(shared.resolve("results"))) {
            Path run = runs.filter(each -> each.toString().endsWith("-" + name))
                    .findFirst()
                    .orElseThrow();
            return new ObjectMapper()
                    .readTree(run.resolve("report.json").toFile())
                    .at("/verdict/outcome")
                    .asText();
        }
    }
}
