package dev.dryrun.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.MetricsPort;
import dev.dryrun.progress.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunMetricsTest {

    private static final Optional<MetricsPort> ANY = Optional.of(new MetricsPort(MetricsPort.LOOPBACK, 0));

    @Test
    void the_stage_of_the_run_is_the_one_with_a_1_and_is_told_as_before() {
        List<String> told = new ArrayList<>();
        try (RunMetrics metrics = RunMetrics.open("m", Optional.empty())) {
            Progress progress = metrics.counting(news -> told.add(news.words()));
            progress.stage("restoring", "restoring shop.dump");
            progress.note("a note");
            progress.stage("warming up", "warming up");

            assertThat(metrics.text())
                    .contains(
                            "dryrun_stage{migration=\"m\",stage=\"restoring\"} 0.0\n",
                            "dryrun_stage{migration=\"m\",stage=\"warming up\"} 1.0\n");
        }
        assertThat(told).containsExactly("restoring shop.dump", "a note", "warming up");
    }

    @Test
    void what_was_counted_outlives_the_run_and_what_went_on_does_not() {
        try (RunMetrics metrics = RunMetrics.open("m", Optional.empty())) {
            metrics.counting(news -> {}).stage("restoring", "restoring shop.dump");
            metrics.registry().counter("dryrun.samples").increment();
            metrics.ended();

            assertThat(metrics.text()).contains("dryrun_samples_total").doesNotContain("dryrun_stage");
        }
    }

    @Test
    void they_are_served_until_the_run_has_ended() throws Exception {
        int port;
        try (RunMetrics metrics = RunMetrics.open("m", ANY)) {
            metrics.registry().counter("dryrun.samples").increment(3);
            port = metrics.port().orElseThrow();

            assertThat(get(port, "/metrics").body())
                    .contains("# TYPE dryrun_samples_total counter", "dryrun_samples_total{migration=\"m\"} 3.0");
            assertThat(get(port, "/").statusCode()).isEqualTo(404);
        }
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> get(port, "/metrics"));
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("dryrun-metrics"));
    }

    @Test
    void a_port_in_use_is_refused_in_our_words() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(MetricsPort.LOOPBACK))) {
            MetricsPort port = new MetricsPort(MetricsPort.LOOPBACK, taken.getLocalPort());

            assertThatExceptionOfType(BadInput.class)
                    .isThrownBy(() -> RunMetrics.open("m", Optional.of(port)))
                    .withMessageStartingWith("metrics cannot be served at " + port);
        }
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
