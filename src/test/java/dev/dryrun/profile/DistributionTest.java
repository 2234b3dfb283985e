package dev.dryrun.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DistributionTest {

    private static final int DRAWS = 20_000;

    @Test
    void zipf_draws_each_value_in_proportion_to_a_power_of_its_rank() {
        double[] share = shares(new Distribution.Zipf(2), 1000);
        // The sum of 1/k² up to 1000 is 1.6439.
        assertThat(share[0]).isCloseTo(1 / 1.6439, within(0.02));
        assertThat(share[1]).isCloseTo(1 / 1.6439 / 4, within(0.02));
        assertThat(share[2]).isCloseTo(1 / 1.6439 / 9, within(0.02));
    }

    @Test
    void the_usual_zipf_gives_65_percent_of_the_draws_to_the_first_hundredth() {
        assertThat(sum(shares(Distribution.ZIPF, 10_000), 100)).isCloseTo(0.648, within(0.02));
    }

    @Test
    void recent_gives_half_of_the_draws_to_the_first_seven_percent_and_nine_in_ten_to_the_first_23() {
        double[] share = shares(Distribution.RECENT, 1000);
        assertThat(sum(share, 70)).isCloseTo(0.5, within(0.02));
        assertThat(sum(share, 230)).isCloseTo(0.9, within(0.02));
    }

    @Test
    void gaussian_draws_two_thirds_from_the_middle_third_at_parameter_three() {
        double[] share = shares(new Distribution.Gaussian(3), 900);
        assertThat(sum(share, 600) - sum(share, 300)).isCloseTo(0.683, within(0.02));
    }

    @Test
    void exponential_is_as_the_documentation_of_pgbench_states() {
        // "the value i is drawn with probability (exp(-p*(i-min)/(max-min+1)) - exp(-p*(i+1-min)/…)) / (1 - exp(-p))"
        double[] share = shares(new Distribution.Exponential(3), 10);
        assertThat(share[0]).isCloseTo((1 - Math.exp(-0.3)) / (1 - Math.exp(-3)), within(0.02));
    }

    @Test
    void a_single_value_is_always_drawn() {
        for (Distribution each :
                List.of(Distribution.UNIFORM, Distribution.ZIPF, Distribution.RECENT, new Distribution.Gaussian(2))) {
            assertThat(shares(each, 1)[0]).isCloseTo(1, within(1e-9));
        }
    }

    private static double sum(double[] shares, int first) {
        return IntStream.range(0, first).mapToDouble(i -> shares[i]).sum();
    }

    private static double[] shares(Distribution distribution, int size) {
        SplittableRandom random = new SplittableRandom(42);
        double[] shares = new double[size];
        for (int i = 0; i < DRAWS; i++) {
            shares[(int) distribution.index(size, random)] += 1.0 / DRAWS;
        }
        return shares;
    }
}
