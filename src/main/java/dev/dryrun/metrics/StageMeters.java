package dev.dryrun.metrics;

import dev.dryrun.progress.News;
import dev.dryrun.progress.Progress;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.Set;

/** Passes on what a run tells of itself, and keeps a gauge for each stage: 1 for the one that it is in. */
final class StageMeters implements Progress {

    private final Progress told;
    private final MeterRegistry registry;
    private final Set<String> known = new HashSet<>();
    private volatile String current = "";

    StageMeters(Progress told, MeterRegistry registry) {
        this.told = told;
        this.registry = registry;
    }

    @Override
    public void tell(News news) {
        if (news instanceof News.Stage stage) {
            current = stage.name();
            if (known.add(stage.name())) {
                Gauge.builder("dryrun.stage", this, own -> own.current.equals(stage.name()) ? 1 : 0)
                        .description("1 for the stage that the run is in.")
                        .tag("stage", stage.name())
                        .strongReference(true)
                        .register(registry);
            }
        }
        told.tell(news);
    }
}
