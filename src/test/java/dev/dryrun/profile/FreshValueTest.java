package dev.dryrun.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
