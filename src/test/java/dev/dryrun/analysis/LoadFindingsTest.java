package dev.dryrun.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.load.ClassLoad;
import dev.dryrun.load.Latency;
import dev.dryrun.load.LoadResult;
import dev.dryrun.load.PoolUse;
import dev.dryrun.load.PoolWaits;
import dev.dryrun.load.RequestCounts;
import dev.dryrun.observe.Manner;
import dev.dryrun.observe.Observations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoadFindingsTest {

    @Test
    void of_several_classes_the_saturated_ones_are_named() {
        assertThat(messages(saturated("reporting")))
                .containsExactly("the load of reporting could not keep its rate even before the migration");
        assertThat(messages(saturated("reporting", "web")))
                .as("all of them")
                .containsExactly("the load could not keep its rate even before the migration");
        assertThat(messages(saturated())).isEmpty();
    }

    @Test
    void a_load_without_a_query_is_told_with_the_reason() {
        Observations seen = new FeltRun().step("SELECT 1").seen();
        Manner manner = new Manner(
                List.of(),
                Optional.empty(),
                Map.of(),
                List.of(),
                List.of(),
                Optional.of("public.a: no rows"),
                List.of());

        assertThat(LoadFindings.of(with(seen, Optional.empty(), manner)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("load-empty");
                    assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
                    assertThat(finding.message()).contains("no request was made", "public.a: no rows", "not measured");
                });
    }

    @Test
    void a_migration_about_privileges_is_told_that_the_load_is_a_superusers() {
        Observations seen = new FeltRun()
                .step("SELECT 1")
                .step("REVOKE SELECT ON orders FROM app")
                .step("CREATE POLICY own ON orders USING (owner = current_user)")
                .seen();

        assertThat(LoadFindings.of(seen)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("load-superuser");
            assertThat(finding.step()).contains(2);
        });
        assertThat(LoadFindings.of(with(seen, Optional.empty(), seen.manner())))
                .as("without a load")
                .isEmpty();
    }

    private static List<String> messages(LoadResult load) {
        Observations seen = new FeltRun().step("SELECT 1").seen();
        return LoadFindings.of(with(seen, Optional.of(load), seen.manner())).stream()
                .map(Finding::message)
                .toList();
    }

    private static Observations with(Observations seen, Optional<LoadResult> load, Manner manner) {
        return new Observations(
                seen.ran(),
                seen.skipped(),
                seen.locks(),
                load,
                seen.bytes(),
                seen.settings(),
                seen.incomplete(),
                manner);
    }

    private static LoadResult saturated(String... names) {
        LoadResult quiet = new FeltRun().seen().load().orElseThrow();
        List<ClassLoad> classes = List.of("reporting", "web").stream()
                .map(name -> new ClassLoad(
                        name,
                        10,
                        List.of(names).contains(name),
                        new RequestCounts(0, 0, 0, 0, RequestCounts.Later.NONE, 0, 0, 0),
                        Latency.NONE,
                        Latency.NONE,
                        new PoolUse(1, PoolWaits.NONE, 0)))
                .toList();
        return new LoadResult(
                quiet.offered(),
                quiet.phases(),
                quiet.queries(),
                classes,
                names.length > 0,
                quiet.pool(),
                quiet.due(),
                quiet.series());
    }
}
