package dev.dryrun.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.MetricsPort;
import dev.dryrun.progress.Progress;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The metrics of one run, in the names and units of Prometheus: served while it goes on, if that was asked for, and as a
 * text at its end. See https://prometheus.io/docs/practices/naming and, for the text,
 * https://prometheus.io/docs/instrumenting/exposition_formats.
 */
public final class RunMetrics implements AutoCloseable {

    private static final String PATH = "/metrics";
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int LEAVING_SECONDS = 5;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "dryrun-metrics");
        made.setDaemon(true);
        return made;
    });
    private final Optional<HttpServer> server;

    private RunMetrics(String migration, Optional<MetricsPort> port) {
        registry.config().commonTags("migration", migration);
        server = port.map(this::serve);
    }

    /**
     * Metrics of a run that begins.
     *
     * @param migration its name is a label of all of them
     * @param port where they can be read until it has ended
     * @throws BadInput if that port cannot be had
     */
    public static RunMetrics open(String migration, Optional<MetricsPort> port) {
        return new RunMetrics(migration, port);
    }

    /** Where parts of the run count what they do. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Passes on what is told, and counts the stages. */
    public Progress counting(Progress told) {
        return new StageMeters(told, registry);
    }

    /**
     * What goes on just now is of no interest any more; what was counted is. A count that is read from something which lives no
     * longer than the run has to come from the report.
     */
    public void ended() {
        registry.getMeters().stream()
                .filter(meter -> meter instanceof Gauge || meter instanceof FunctionCounter)
                .forEach(registry::remove);
    }

    /** All of them as they are now. */
    public String text() {
        return registry.scrape();
    }

    /** The port that is served, which may have been chosen by the machine. */
    public Optional<Integer> port() {
        return server.map(each -> each.getAddress().getPort());
    }

    private HttpServer serve(MetricsPort port) {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(port.address(), port.port()), 0);
            made.createContext("/", this::answer);
            made.setExecutor(thread);
            made.start();
            return made;
        } catch (IOException | IllegalArgumentException e) {
            thread.shutdownNow();
            throw new BadInput(
                    "metrics cannot be served at " + port + ": " + e.getMessage(), "choose another --metrics-port");
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean known = exchange.getRequestURI().getPath().equals(PATH);
            byte[] body = (known ? text() : "the metrics are at " + PATH + "\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", TYPE);
            exchange.sendResponseHeaders(known ? OK : NOT_FOUND, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.ifPresent(each -> each.stop(0));
        thread.shutdownNow();
        try {
            thread.awaitTermination(LEAVING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        registry.close();
    }
}
