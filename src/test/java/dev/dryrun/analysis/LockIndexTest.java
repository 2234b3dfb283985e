package dev.dryrun.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.observe.LockMode;
import dev.dryrun.observe.LockSpan;
import dev.dryrun.time.Between;
import dev.dryrun.time.Moment;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LockIndexTest {

    @Test
    void it_finds_what_looking_at_all_of_them_finds_the_last_to_begin_first() {
        Random random = new Random(11);
        List<LockSpan> locks = IntStream.range(0, 500)
                .mapToObj(i -> {
                    int first = 1 + random.nextInt(200);
                    return lock(first, first + (random.nextInt(10) == 0 ? random.nextInt(100) : random.nextInt(3)));
                })
                .toList();
        LockIndex index = new LockIndex(locks, LockSpan::step, LockSpan::lastStep);

        for (int step = 0; step <= 320; step++) {
            int at = step;
            List<LockSpan> found = index.at(step).toList();
            assertThat(found)
                    .containsExactlyInAnyOrderElementsOf(locks.stream()
                            .filter(lock -> lock.step() <= at && lock.lastStep() >= at)
                            .toList())
                    .isSortedAccordingTo(Comparator.comparingInt(LockSpan::step).reversed());
        }
    }

    @Test
    void where_there_is_none_it_finds_none() {
        assertThat(new LockIndex(List.of(), LockSpan::step, LockSpan::lastStep).at(1))
                .isEmpty();
    }

    private static LockSpan lock(int first, int last) {
        Between moment = Between.exactly(Moment.ORIGIN);
        return new LockSpan(
                1,
                LockMode.SHARE,
                moment,
                Optional.of(moment),
                moment,
                new LockSpan.Steps(first, last),
                Set.of(LockSpan.Evidence.SAMPLE),
                Optional.empty());
    }
}
