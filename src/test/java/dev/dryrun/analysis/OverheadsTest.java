package dev.dryrun.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.load.LoadResult;
import dev.dryrun.observe.Catalog;
import dev.dryrun.observe.CommandCourse;
import dev.dryrun.observe.CommandCourse.Pause;
import dev.dryrun.observe.CommandCourse.ToolSession;
import dev.dryrun.observe.ForeignKeys;
import dev.dryrun.observe.LockObservations;
import dev.dryrun.observe.Manner;
import dev.dryrun.observe.Observations;
import dev.dryrun.observe.RanStep;
import dev.dryrun.observe.Sampling;
import dev.dryrun.observe.StepBytes;
import dev.dryrun.observe.StepFacts;
import dev.dryrun.observe.Timing;
import dev.dryrun.script.Step;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Span;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OverheadsTest {

    @Test
    void a_script_waits_for_nothing_but_us_between_its_steps() {
        Observations seen = seen(Optional.empty(), step(1, 10, 20, 23, 25), step(2, 30, 40, 41, 42));
        assertThat(Overheads.of(seen)).containsExactlyInAnyOrder(span(20, 23), span(25, 30), span(40, 41));
    }

    @Test
    void between_its_steps_a_command_has_work_of_its_own() {
        CommandCourse command = command(Map.of(1, 1, 2, 1), List.of(new Pause(1, span(25, 27))));
        Observations seen = seen(Optional.of(command), step(1, 10, 20, 23, 25), step(2, 130, 140, 141, 142));
        assertThat(Overheads.of(seen)).containsExactlyInAnyOrder(span(20, 23), span(25, 27), span(140, 141));
    }

    @Test
    void while_another_session_is_busy_the_migration_does_not_stand_still() {
        CommandCourse command = command(Map.of(1, 1, 2, 2), List.of(new Pause(1, span(50, 60))));
        Observations seen = seen(Optional.of(command), step(1, 10, 20, 30, 35), step(2, 15, 26, 26, 55));
        assertThat(Overheads.of(seen))
                .filteredOn(part -> !part.length().isZero())
                .containsExactly(span(55, 60));
    }

    @Test
    void what_others_did_is_left_out_wherever_it_lies_and_however_it_overlaps() {
        CommandCourse command = command(
                Map.of(1, 1, 2, 2, 3, 2, 4, 3, 5, 2),
                List.of(new Pause(1, span(50, 100)), new Pause(1, span(200, 210))));
        Observations seen = seen(
                Optional.of(command),
                step(1, 0, 5, 5, 5),
                step(2, 10, 60, 60, 60),
                step(3, 55, 58, 58, 58),
                step(4, 70, 75, 75, 80),
                step(5, 95, 205, 205, 205));

        assertThat(Overheads.of(seen))
                .filteredOn(part -> !part.length().isZero())
                .containsExactly(span(60, 70), span(80, 95), span(205, 210));
    }

    private static CommandCourse command(Map<Integer, Integer> sessionOfStep, List<Pause> pauses) {
        List<ToolSession> sessions = sessionOfStep.values().stream()
                .distinct()
                .map(number -> new ToolSession(number, 100 + number, "tool", Optional.empty()))
                .toList();
        return new CommandCourse("tool", 0, List.of(), sessions, List.of(), sessionOfStep, pauses);
    }

    private static Observations seen(Optional<CommandCourse> command, RanStep... steps) {
        Duration none = Duration.ZERO;
        Sampling sampling = new Sampling(none, none, 0, 0, none, none, none, none);
        Optional<LoadResult> noLoad = Optional.empty();
        return new Observations(
                Stream.of(steps).toList(),
                List.of(),
                new LockObservations(
                        List.of(), List.of(), Map.of(), Map.of(), List.of(), List.of(), sampling, Set.of()),
                noLoad,
                StepBytes.UNKNOWN,
                Map.of(),
                Optional.empty(),
                new Manner(List.of(), command));
    }

    private static RanStep step(int number, long... times) {
        return new RanStep(
                Step.received(number, "SELECT 1").orElseThrow(),
                Optional.empty(),
                new Timing(at(times[0]), at(times[1]), at(times[2]), at(times[3])),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new Catalog(Map.of(), ForeignKeys.NONE),
                new StepFacts(
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        new StepFacts.WalRange(0, 0),
                        Set.of(),
                        true,
                        Optional.empty(),
                        Set.of()));
    }

    private static Span span(long from, long to) {
        return new Span(at(from), at(to));
    }

    private static Moment at(long millis) {
        return Moment.ORIGIN.plus(Duration.ofMillis(millis));
    }
}
