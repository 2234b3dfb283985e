package dev.dryrun.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dryrun.plan.LoadPlan;
import dev.dryrun.plan.LoadRate;
import dev.dryrun.plan.LoadSource;
import dev.dryrun.plan.PoolPlan;
import dev.dryrun.profile.Arrivals;
import dev.dryrun.profile.LoadProfile;
import dev.dryrun.profile.LoadQuery;
import dev.dryrun.profile.SessionClass;
import dev.dryrun.time.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DemandTest {

    private static final Offset<Double> EXACTLY = within(1e-9);

    private final List<SessionClass> sessions = List.of(
            session("web", OptionalDouble.empty()),
            session("worker", OptionalDouble.empty()),
            session("reporting", OptionalDouble.of(2)),
            session("idle", OptionalDouble.of(50)));
    private final List<LoadQuery> queries = List.of(
            query("by id", "web", 6, OptionalDouble.empty()),
            query("update", "worker", 2, OptionalDouble.empty()),
            query("poll", "worker", 9, OptionalDouble.of(20)),
            query("report", "reporting", 7, OptionalDouble.empty()));

    @Test
    void classes_share_the_rate_by_the_weights_of_their_queries_beside_what_has_its_own() {
        Demand demand = Demand.of(plan(LoadRate.UNSTATED), profile(OptionalDouble.of(400)));

        assertThat(demand.classes()).extracting(Demand.OfClass::name).containsExactly("web", "worker", "reporting");
        assertThat(demand.classes().get(0).ratePerSecond()).isCloseTo(300, EXACTLY);
        assertThat(demand.classes().get(1).streams())
                .extracting(Demand.OfStream::ratePerSecond)
                .containsExactly(100.0, 20.0);
        assertThat(demand.classes().get(2).ratePerSecond()).isCloseTo(2, EXACTLY);
        assertThat(demand.ratePerSecond()).isCloseTo(422, EXACTLY);
    }

    @Test
    void the_rate_of_the_command_line_is_that_of_all_requests_and_keeps_their_proportions() {
        Demand demand = Demand.of(plan(new LoadRate.PerSecond(211)), profile(OptionalDouble.of(400)));

        assertThat(demand.ratePerSecond()).isCloseTo(211, EXACTLY);
        assertThat(demand.classes().get(2).ratePerSecond()).isCloseTo(1, EXACTLY);
    }

    @Test
    void a_profile_without_a_rate_makes_a_hundred_requests_a_second() {
        Demand demand = Demand.of(plan(LoadRate.UNSTATED), profile(OptionalDouble.empty()));

        assertThat(demand.ratePerSecond()).isCloseTo(122, EXACTLY);
    }

    @Test
    void each_class_has_a_pool_of_its_own_and_of_the_command_lines_size_unless_it_says_otherwise() {
        Demand demand = Demand.of(plan(LoadRate.UNSTATED), profile(OptionalDouble.empty()));

        assertThat(demand.classes())
                .extracting(each -> each.pool().connections())
                .containsExactly(8, 8, 3);
        assertThat(demand.connections()).isEqualTo(19);
        assertThat(demand.classes().get(2).pool().timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(demand.classes().get(0).pool().timeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void requests_of_all_classes_come_at_their_rates_each_with_a_number_of_its_own() {
        Demand demand = Demand.of(plan(LoadRate.UNSTATED), profile(OptionalDouble.of(400)));
        Moment end = Moment.ORIGIN.plus(Duration.ofSeconds(10));
        Set<Long> numbers = new HashSet<>();
        List<Integer> counts = new ArrayList<>();
        for (Lane lane : Lane.all(demand, Moment.ORIGIN, 1000)) {
            int count = 0;
            for (Moment last = Moment.ORIGIN; lane.due().isBefore(end); count++) {
                assertThat(lane.due()).isGreaterThanOrEqualTo(last);
                last = lane.due();
                assertThat(numbers.add(lane.take(last).number())).isTrue();
            }
            counts.add(count);
        }
        assertThat(counts).containsExactly(3000, 1200, 20);
        assertThat(numbers).allMatch(number -> number >= 1000);
    }

    private static LoadPlan plan(LoadRate rate) {
        PoolPlan pool = new PoolPlan(8, PoolPlan.TIMEOUT, false);
        return new LoadPlan(LoadSource.AUTO, rate, pool, Duration.ZERO, Duration.ZERO, Set.of());
    }

    private LoadProfile profile(OptionalDouble rate) {
        return new LoadProfile("test", rate, sessions, queries, List.of());
    }

    private static SessionClass session(String name, OptionalDouble rate) {
        boolean reports = name.equals("reporting");
        return new SessionClass(
                name,
                reports ? OptionalInt.of(3) : OptionalInt.empty(),
                rate,
                Optional.of(Arrivals.CONSTANT),
                reports ? Optional.of(Duration.ofSeconds(5)) : Optional.empty(),
                Optional.empty());
    }

    private static LoadQuery query(String name, String session, double weight, OptionalDouble rate) {
        LoadQuery query = LoadQuery.of(name, "SELECT 1", false, List.of(List.of()));
        return new LoadQuery(name, session, false, weight, rate, query.actions());
    }
}
