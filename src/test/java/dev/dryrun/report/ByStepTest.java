package dev.dryrun.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ByStepTest {

    private static final Function<String, Optional<Integer>> STEP =
            text -> Optional.of(text.length()).filter(length -> length > 1);

    @Test
    void it_is_the_list_and_knows_what_belongs_to_a_step_in_the_lists_order() {
        List<String> all = List.of("bb", "c", "aa", "ddd");
        ByStep<String> byStep = ByStep.of(all, STEP);

        assertThat(byStep).isEqualTo(all).hasSameHashCodeAs(all);
        assertThat(byStep.on(2)).containsExactly("bb", "aa");
        assertThat(byStep.on(1)).isEmpty();
        assertThat(ByStep.of(byStep, STEP)).isSameAs(byStep);
    }
}
