package dev.dryrun.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.dryrun.load.Latency;
import dev.dryrun.load.LoadFigures;
import dev.dryrun.load.LoadResult;
import dev.dryrun.load.TimeSeries;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Phases;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimeSeriesReportTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LoadResult load = LoadFigures.over(
            new TimeSeries(
                    at(1000),
                    Duration.ofMillis(100),
                    List.of(
                            new TimeSeries.Bucket(
                                    10, 1, new Latency(10, micros(400), micros(600), micros(900), micros(1234)), 9, 0),
                            new TimeSeries.Bucket(0, 0, Latency.NONE, 3, 2.25)),
                    List.of(
                            new Phases.Phase(Phases.Kind.WARM_UP, 0, Moment.ORIGIN),
                            new Phases.Phase(Phases.Kind.STEP, 1, at(6000)),
                            new Phases.Phase(Phases.Kind.STEP, 1, at(7000)))),
            LoadFigures.phase(Phases.Kind.WARM_UP, 0, 10, 1),
            LoadFigures.phase(Phases.Kind.STEP, 1, 0, 0));

    @Test
    void columns_hold_a_value_for_each_interval_on_an_axis_that_begins_with_the_migration() throws IOException {
        JsonNode series =
                JSON.readTree(TimeSeriesReport.of(load, List.of(), at(6000)).render());

        assertThat(series.at("/startMs").asText()).isEqualTo("-5000");
        assertThat(series.at("/intervalMs").asText()).isEqualTo("100");
        assertThat(series.at("/columns").toString())
                .isEqualTo("{\"requests\":[10,0],\"errors\":[1,0],\"p50Ms\":[0.4,null],\"p99Ms\":[0.9,null],"
                        + "\"maxMs\":[1.234,null],\"completed\":[9,3],\"waiting\":[0,2.25],\"blocked\":[0,0]}");
        assertThat(series.at("/phases").toString())
                .isEqualTo("[{\"kind\":\"warm-up\",\"step\":null,\"startMs\":-6000},"
                        + "{\"kind\":\"step\",\"step\":1,\"startMs\":0},"
                        + "{\"kind\":\"step\",\"step\":1,\"startMs\":1000}]");
    }

    @Test
    void a_step_that_was_tried_again_is_drawn_where_each_try_was() {
        Report report = SampleTries.report();
        List<StepTry> tries = report.step(1).result().tries();
        TimeSeriesReport tried = new TimeSeriesReport(
                1,
                Duration.ZERO,
                Duration.ofMillis(100),
                List.of(
                        new TimeSeriesReport.Phase(Phases.Kind.STEP, Optional.of(1), Duration.ZERO),
                        new TimeSeriesReport.Phase(Phases.Kind.STEP, Optional.of(1), Duration.ofMillis(600))),
                new TimeSeriesReport.Columns(
                        Collections.nCopies(7, 1L),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()));

        List<Double> times = HtmlSeries.of(report, tried).timeMs();

        assertThat(tries).hasSize(2);
        assertThat(times.get(1))
                .as("in the first try")
                .isEqualTo(tries.get(0).start().toMillis() + 100.0);
        assertThat(times.get(6))
                .as("the second begins")
                .isEqualTo(tries.get(1).start().toNanos() / 1e6);
    }

    @Test
    void it_follows_its_schema() throws IOException {
        try (InputStream schema = TimeSeriesReport.class.getResourceAsStream("timeseries.schema.json")) {
            JsonNode series =
                    JSON.readTree(TimeSeriesReport.of(load, List.of(), at(6000)).render());
            assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                            .getSchema(schema)
                            .validate(series))
                    .isEmpty();
        }
    }

    private static Moment at(long millis) {
        return Moment.ORIGIN.plus(Duration.ofMillis(millis));
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * 1000);
    }
}
