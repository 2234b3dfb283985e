package dev.dryrun.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.time.Moment;
import dev.dryrun.time.Span;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesBookTest {

    private final SeriesBook book = new SeriesBook(at(1000));

    @Test
    void a_request_counts_where_it_was_due_and_its_completion_where_it_was_done() {
        book.due(at(1010), Duration.ofMillis(250), true);
        book.completed(at(1260));
        book.due(at(1099), Duration.ofMillis(5), false);

        TimeSeries series = book.series(List.of());
        assertThat(series.start()).isEqualTo(at(1000));
        assertThat(series.interval()).isEqualTo(Duration.ofMillis(100));
        assertThat(series.buckets()).hasSize(3);
        assertThat(series.buckets().get(0).requests()).isEqualTo(2);
        assertThat(series.buckets().get(0).errors()).isEqualTo(1);
        assertThat(series.buckets().get(0).response().max()).isEqualTo(Duration.ofMillis(250));
        assertThat(series.buckets().get(0).completed()).isZero();
        assertThat(series.buckets().get(2).completed()).isEqualTo(1);
        assertThat(series.buckets().get(2).requests()).isZero();
    }

    @Test
    void those_who_wait_for_a_connection_are_counted_on_average_over_each_interval() {
        book.waited(new Span(at(1050), at(1225)));
        book.waited(new Span(at(1100), at(1200)));

        assertThat(book.series(List.of()).buckets())
                .extracting(TimeSeries.Bucket::waiting)
                .containsExactly(0.5, 2.0, 0.25);
    }

    @Test
    void when_the_intervals_become_too_many_each_two_become_one_and_nothing_is_lost() {
        for (int i = 0; i < SeriesBook.MOST + 1; i++) {
            book.due(at(1000 + i * 100L), Duration.ofMillis(1), i % 3 == 0);
            book.completed(at(1000 + i * 100L));
            book.waited(new Span(at(1000 + i * 100L), at(1050 + i * 100L)));
        }
        TimeSeries series = book.series(List.of());
        assertThat(series.interval()).isEqualTo(Duration.ofMillis(200));
        assertThat(series.buckets()).hasSize(SeriesBook.MOST / 2 + 1);
        assertThat(series.buckets().get(7))
                .extracting(TimeSeries.Bucket::requests, TimeSeries.Bucket::errors, TimeSeries.Bucket::completed)
                .containsExactly(2L, 1L, 2L);
        assertThat(series.buckets().get(7).waiting()).isEqualTo(0.5);
        assertThat(series.buckets().stream()
                        .mapToLong(TimeSeries.Bucket::requests)
                        .sum())
                .isEqualTo(SeriesBook.MOST + 1);
    }

    private static Moment at(long millis) {
        return Moment.ORIGIN.plus(Duration.ofMillis(millis));
    }
}
