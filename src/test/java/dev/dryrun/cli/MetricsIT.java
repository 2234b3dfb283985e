package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dryrun.metrics.DocumentedMetrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsIT {

    @TempDir
    Path directory;

    /** The step itself reads the metrics, so that there can be no doubt that it was running then. */
    @Test
    void a_run_serves_its_metrics_and_leaves_them_in_its_directory() throws IOException {
        int port = freePort();
        Path read = directory.resolve("read");
        String ask = "exec 3<>/dev/tcp/127.0.0.1/" + port
                + "; printf \"GET /metrics HTTP/1.0\\r\\n\\r\\n\" >&3; cat <&3 >" + read;
        String migration = "BEGIN;\nALTER TABLE t ADD COLUMN o int;\nSELECT pg_sleep(0.3);\nSELECT sh('bash -c ''" + ask
                + "''');\nCOMMIT;\n";

        FaultyRun run = FaultyRun.of(directory, migration, "--metrics-port=" + port, "--budget=none");

        assertThat(run.exitCode()).as(run.errors()).isZero();
        String during = Files.readString(read);
        assertThat(during)
                .contains(
                        "dryrun_stage{migration=\"m\",stage=\"steps\"} 1.0",
                        "dryrun_step_running{migration=\"m\"} 6.0",
                        "dryrun_load_connections{migration=\"m\",session=\"application\",state=\"active\"} 2.0")
                .containsPattern("dryrun_locks_held\\{migration=\"m\"} [1-9]")
                .containsPattern("dryrun_load_response_seconds_count\\{[^}]*} [1-9]");
        assertThat(DocumentedMetrics.missingFor(during)).isEmpty();
        String kept = Files.readString(run.results().resolve("latest/metrics.prom"));
        assertThat(kept)
                .contains("dryrun_run_outcome{migration=\"m\",outcome=\"passed\"} 1.0")
                .doesNotContain("dryrun_stage{");
        assertThat(DocumentedMetrics.missingFor(kept)).isEmpty();
        assertThat(kept)
                .contains("dryrun_samples_total{migration=\"m\"} "
                        + run.report().at("/sampling/samples").asDouble() + "\n");
        assertThat(requests(kept)).isEqualTo(counted(run.report()));
    }

    private static long counted(JsonNode report) {
        long inSteps = 0;
        for (JsonNode step : report.get("steps")) {
            inSteps += step.at("/load/requests").asLong();
        }
        return report.at("/load/baseline/requests").asLong()
                + inSteps
                + report.at("/load/coolDown/requests").asLong();
    }

    private static long requests(String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith("dryrun_load_response_seconds_count"))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }
}
