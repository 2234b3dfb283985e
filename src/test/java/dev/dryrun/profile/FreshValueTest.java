package dev.dryrun.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FreshValueTest {

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void integers_go_on_above_the_largest() {
        FreshValue ids = new FreshValue.Counting(300_000);

        assertThat(ids.next("17", 0, random)).isEqualTo("300001");
        assertThat(ids.next("17", 41, random)).isEqualTo("300042");
    }

    @Test
    void text_with_room_keeps_its_beginning() {
        assertThat(new FreshValue.Suffixed(40).next("ann@example.com", 7, random))
                .isEqualTo("ann@example.comx7");
    }

    @Test
    void text_without_room_is_cut_to_stay_within_its_length() {
        FreshValue codes = new FreshValue.Suffixed(12);

        assertThat(codes.next("CODE00000001", 12345, random)).isEqualTo("CODE00x12345");
        assertThat(codes.next("", 5, random)).isEqualTo("x5");
    }

    @Test
    void characters_outside_the_basic_plane_are_not_cut_in_half() {
        String cut = new FreshValue.Suffixed(10).next("\uD83D\uDE00".repeat(10), 3, random);

        assertThat(cut).isEqualTo("\uD83D\uDE00".repeat(8) + "x3");
    }

    @Test
    void texts_made_from_rows_that_differ_at_the_end_only_are_unique() {
        FreshValue codes = new FreshValue.Suffixed(10);
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            made.add(codes.next("SERIAL" + (1000 + i % 9000), i, random));
        }

        assertThat(made).hasSize(20_000).allMatch(text -> text.length() <= 10);
    }

    @Test
    void a_text_too_short_for_a_suffix_is_refused() {
        assertThatThrownBy(() -> new FreshValue.Suffixed(9)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void uuids_are_of_version_4_and_alike_in_every_run() {
        UUID one = UUID.fromString(new FreshValue.RandomUuid().next("", 1, new SplittableRandom(5)));
        UUID again = UUID.fromString(new FreshValue.RandomUuid().next("", 1, new SplittableRandom(5)));

        assertThat(one.version()).isEqualTo(4);
        assertThat(one.variant()).isEqualTo(2);
        assertThat(again).isEqualTo(one);
    }

    @Test
    void addresses_are_single_ones_of_private_networks_and_alike_in_every_run() throws Exception {
        String one = new FreshValue.RandomAddress().next("10.0.0.1", 1, new SplittableRandom(5));

        assertThat(one).matches("fd[0-9a-f]{2}(:[0-9a-f]{4}){7}");
        assertThat(new FreshValue.RandomAddress().next("", 1, new SplittableRandom(5)))
                .isEqualTo(one);
        assertThat(new FreshValue.RandomAddress().next("", 2, new SplittableRandom(6)))
                .isNotEqualTo(one);
    }

    @Test
    void days_go_on_after_the_last_one_over_the_ends_of_months_and_beyond_the_year_9999() {
        FreshValue days = new FreshValue.LaterDay(LocalDate.of(2024, 2, 27).toEpochDay());

        assertThat(days.next("", 0, random)).isEqualTo("2024-02-28");
        assertThat(days.next("", 1, random)).isEqualTo("2024-02-29");
        assertThat(days.next("", 2, random)).isEqualTo("2024-03-01");
        assertThat(new FreshValue.LaterDay(LocalDate.of(9999, 12, 31).toEpochDay()).next("", 0, random))
                .isEqualTo("10000-01-01");
    }

    @Test
    void points_in_time_are_a_second_apart_and_say_their_zone() {
        long last = Instant.parse("2023-12-31T23:59:57Z").getEpochSecond();
        FreshValue seconds = new FreshValue.LaterSecond(last);

        assertThat(seconds.next("", 0, random)).isEqualTo("2023-12-31 23:59:58+00");
        assertThat(seconds.next("", 2, random)).isEqualTo("2024-01-01 00:00:00+00");
        assertThat(new FreshValue.LaterSecond(-2).next("", 0, random))
                .as("before 1970")
                .isEqualTo("1969-12-31 23:59:59+00");
    }

    @Test
    void bytes_keep_their_beginning() {
        assertThat(new FreshValue.MoreBytes().next("\\x0aff", 255, random)).isEqualTo("\\x0aff00000000000000ff");
        assertThat(new FreshValue.MoreBytes().next("abc", 1, random))
                .as("of a server that writes them in its old way")
                .isEqualTo("\\x0000000000000001");
    }

    @Test
    void ranges_begin_after_the_last_one_and_overlap_with_none_of_another_request() {
        FreshValue numbers = new FreshValue.LaterRange(FreshValue.LaterRange.Unit.NUMBER, 100);
        assertThat(numbers.next("", 0, random)).isEqualTo("[101,102)");
        assertThat(numbers.next("", 1, random)).isEqualTo("[103,104)");

        assertThat(new FreshValue.LaterRange(FreshValue.LaterRange.Unit.DAY, 0).next("", 1, random))
                .isEqualTo("[1970-01-04,1970-01-05)");
        assertThat(new FreshValue.LaterRange(FreshValue.LaterRange.Unit.SECOND, 0).next("", 0, random))
                .isEqualTo("[\"1970-01-01 00:00:01+00\",\"1970-01-01 00:00:02+00\")");
    }
}
