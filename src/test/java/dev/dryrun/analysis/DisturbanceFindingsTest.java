package dev.dryrun.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.disturb.DisturbanceSpan;
import dev.dryrun.plan.Disturbance;
import dev.dryrun.time.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DisturbanceFindingsTest {

    private static final Disturbance READER = new Disturbance(
            Disturbance.Kind.READER,
            Optional.of("orders"),
            Optional.of(Duration.ofSeconds(3)),
            new Disturbance.Beginning(true, 7));
    private static final Optional<Moment> BEGAN = Optional.of(Moment.ORIGIN);

    @Test
    void one_that_never_began_makes_the_run_milder() {
        assertThat(DisturbanceFindings.of(List.of(span(Optional.empty(), Optional.empty()))))
                .extracting(Finding::code, Finding::message)
                .containsExactly(org.assertj.core.api.Assertions.tuple(
                        "disturbance-missing",
                        "--disturb reader orders during step 7: never began, because step 7 was not sent"));
    }

    @Test
    void one_that_an_error_ended_is_named_with_the_error() {
        assertThat(DisturbanceFindings.of(List.of(span(BEGAN, Optional.of("deadlock detected")))))
                .extracting(Finding::message)
                .containsExactly("--disturb reader orders during step 7: ended by an error: deadlock detected");
    }

    @Test
    void one_that_went_its_way_is_no_finding() {
        assertThat(DisturbanceFindings.of(List.of(span(BEGAN, Optional.empty()))))
                .isEmpty();
    }

    private static DisturbanceSpan span(Optional<Moment> began, Optional<String> error) {
        return new DisturbanceSpan(READER, "dryrun disturbance reader", Optional.empty(), began, began, error);
    }
}
