package dev.dryrun.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.metrics.DocumentedMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportMetersTest {

    @ParameterizedTest
    @ValueSource(strings = {"passed", "breached", "incomplete", "nasty"})
    void the_text_is_as_accepted(String sample) throws IOException {
        Golden.assertMatches(sample + ".prom", text(SampleReports.all().get(sample)));
    }

    @Test
    void every_name_is_documented() throws IOException {
        assertThat(DocumentedMetrics.missingFor(text(SampleReports.breached()))).isEmpty();
    }

    @Test
    void of_thousands_of_steps_the_worst_hundred_have_gauges() {
        assertThat(text(SampleLarge.manySteps(2000)).lines().filter(line -> line.startsWith("dryrun_step_duration")))
                .hasSize(100);
    }

    private static String text(Report report) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new ReportMeters(report).bindTo(registry);
        return registry.scrape();
    }
}
