package dev.dryrun.report;

import static dev.dryrun.report.SampleSteps.bounds;
import static dev.dryrun.report.SampleSteps.ms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.report.StepReport.Blocking;
import dev.dryrun.time.DurationBounds;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "0.000001, <0.1 ms",
        "0.0499, <0.1 ms",
        "0.05, 0.1 ms",
        "3.2, 3.2 ms",
        "9.949, 9.9 ms",
        "9.95, 10 ms",
        "412.4, 412 ms",
        "999.499, 999 ms",
        "999.5, 1.00 s",
        "1850, 1.85 s",
        "9994, 9.99 s",
        "9995, 10.0 s",
        "12345, 12.3 s",
        "59949, 59.9 s",
        "59950, 1 m 00 s",
        "125000, 2 m 05 s",
        "3599499, 59 m 59 s",
        "3599500, 1 h 00 m",
        "3720000, 1 h 02 m",
        "86400000, 24 h 00 m",
        "-3.2, -3.2 ms",
    })
    void durations_are_short_and_carry_their_unit(double milliseconds, String text) {
        assertThat(Figures.duration(ms(milliseconds))).isEqualTo(text);
    }

    @Test
    void a_duration_that_is_not_there_is_a_dash() {
        assertThat(Figures.duration(Optional.empty())).isEqualTo("-");
    }

    @ParameterizedTest
    @CsvSource({"0, 0 ms", "500, 500 ms", "0.5, 0.5 ms", "1000, 1 s", "1500, 1.5 s", "10000, 10 s", "120000, 2 m 00 s"})
    void chosen_times_have_no_digits_that_nobody_chose(double milliseconds, String text) {
        assertThat(Figures.exact(ms(milliseconds))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0 ms",
        "0, 0.01, 0–<0.1 ms",
        "0, 4.9, 0–4.9 ms",
        "3.21, 3.24, 3.2 ms",
        "1203, 1208, 1.20–1.21 s",
        "3208.1, 3241.2, 3.21–3.24 s",
        "980, 1020, 980 ms–1.02 s",
        "59000, 65000, 59.0 s–1 m 05 s",
        "125000, 128000, 2 m 05 s–2 m 08 s",
        "125000, 125300, 2 m 05 s",
        "0, 125000, 0–2 m 05 s",
    })
    void bounds_share_a_unit_and_fall_together_where_they_read_alike(double least, double most, String text) {
        assertThat(Figures.bounds(bounds(least, most))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0; 0; 0 ms",
                "0; 0.01; 0–<0.1 ms",
                "0; 4.94; 0–4.9 ms",
                "3.21; 3.24; 3.2 ms",
                "1203.2; 1203.4; 1,203 ms",
                "1203; 1208; 1,203–1,208 ms",
                "64796; 1064803; 64,796–1,064,803 ms"
            })
    void bounds_in_milliseconds_can_be_compared_down_a_column(double least, double most, String text) {
        assertThat(Figures.milliseconds(bounds(least, most))).isEqualTo(text);
    }

    @Test
    void nobody_blocked_is_a_dash_but_perhaps_blocked_is_not() {
        assertThat(Figures.blocked(DurationBounds.ZERO)).isEqualTo("-");
        assertThat(Figures.blocked(bounds(0, 3.2))).isEqualTo("0–3.2 ms");
    }

    @Test
    void writers_wait_for_the_table_or_for_its_rows_whichever_is_longer() {
        Blocking table = new Blocking(DurationBounds.ZERO, bounds(5, 6), bounds(1, 6), List.of());
        Blocking rows = new Blocking(DurationBounds.ZERO, bounds(5, 6), bounds(1, 7), List.of());
        assertThat(Figures.blockedWrites(table)).isEqualTo("5.0–6.0 ms");
        assertThat(Figures.blockedWrites(rows)).isEqualTo("1.0–7.0 ms (rows)");
        assertThat(Figures.blockedWrites(Blocking.NOTHING)).isEqualTo("-");
    }

    @Test
    void a_measured_value_never_reads_like_the_limit_that_it_exceeds() {
        Duration limit = Duration.ofMillis(500);
        assertThat(Figures.beyond(ms(3241), limit)).isEqualTo("3.24 s");
        assertThat(Figures.beyond(ms(500.2), limit)).isEqualTo("500.200 ms");
        assertThat(Figures.beyond(limit, limit)).isEqualTo("500 ms");
        assertThat(Figures.beyond(ms(1000.4), Duration.ofSeconds(1))).isEqualTo("1,000.400 ms");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "1, 1 byte",
        "-8192, -8.0 kB",
        "1023, 1023 bytes",
        "1024, 1.0 kB",
        "8640123, 8.2 MB",
        "96301440, 92 MB",
        "1073741823, 1.0 GB",
        "9000000000000000, 8185 TB",
    })
    void sizes_count_as_postgres_does(long bytes, String text) {
        assertThat(Figures.bytes(bytes).replace(",", "")).isEqualTo(text);
    }

    @Test
    void counts_are_grouped_and_agree_with_their_noun() {
        assertThat(Figures.count(1234567)).isEqualTo("1,234,567");
        assertThat(Figures.count(1, "session")).isEqualTo("1 session");
        assertThat(Figures.count(0, "session")).isEqualTo("0 sessions");
    }

    @ParameterizedTest
    @CsvSource({"100, 100", "0.8, 0.8", "0.33333, 0.333", "0, 0", "20, 20"})
    void numbers_have_the_digits_that_they_need(double number, String text) {
        assertThat(Figures.number(number)).isEqualTo(text);
    }

    @Test
    void the_machines_language_changes_nothing() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(Figures.duration(ms(1850))).isEqualTo("1.85 s");
            assertThat(Figures.milliseconds(bounds(1203, 1203))).isEqualTo("1,203 ms");
        } finally {
            Locale.setDefault(before);
        }
    }
}
