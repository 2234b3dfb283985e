package dev.dryrun.report;

import dev.dryrun.time.Phases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Directories of runs as dryrun leaves them, made from samples; for the tests of those who read them. */
public final class KeptSample {

    private KeptSample() {}

    /** A breached run with the load over time. */
    public static Path breachedIn(Path directory) throws IOException {
        Files.writeString(directory.resolve("report.json"), JsonReport.render(SampleReports.breached()));
        try (GZIPOutputStream out =
                new GZIPOutputStream(Files.newOutputStream(directory.resolve("timeseries.json.gz")))) {
            out.write(series().render().getBytes(StandardCharsets.UTF_8));
        }
        return directory;
    }

    /** Any run, without the load over time. */
    public static Path in(Path directory, Report report) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("report.json"), JsonReport.render(report));
        return directory;
    }

    public static FullReport breached() {
        return new FullReport(SampleReports.breached(), Optional.of(series())).asKept();
    }

    private static TimeSeriesReport series() {
        Duration interval = Duration.ofMillis(100);
        return new TimeSeriesReport(
                1,
                interval.multipliedBy(-2),
                interval,
                List.of(
                        new TimeSeriesReport.Phase(Phases.Kind.WARM_UP, Optional.empty(), interval.multipliedBy(-2)),
                        new TimeSeriesReport.Phase(Phases.Kind.STEP, Optional.of(1), Duration.ZERO)),
                new TimeSeriesReport.Columns(
                        List.of(10L, 10L, 0L),
                        List.of(0L, 1L, 0L),
                        List.of(Optional.of(Duration.ofNanos(512_000)), Optional.of(interval), Optional.empty()),
                        List.of(Optional.of(interval), Optional.of(interval), Optional.empty()),
                        List.of(Optional.of(interval), Optional.of(interval), Optional.empty()),
                        List.of(10L, 9L, 0L),
                        List.of(0.25, 1.5, 0.0),
                        List.of(0, 48, 48)));
    }
}
