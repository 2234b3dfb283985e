package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.ServerPlan;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionTextTest {

    @ParameterizedTest
    @CsvSource({
        "500us, 500000",
        "5ms, 5000000",
        "3s, 3000000000",
        "2m, 120000000000",
        "1h, 3600000000000",
        "1.5s, 1500000000",
        "0s, 0",
        "0.25ms, 250000"
    })
    void a_duration_is_a_number_with_its_unit(String text, long nanos) {
        assertThat(new OptionText("--warm-up", text).duration()).isEqualTo(Duration.ofNanos(nanos));
    }

    @Test
    void a_number_without_a_unit_is_no_duration() {
        refused("5", OptionText::duration, "--warm-up 5 is a duration without a unit", "write it as 5ms, 3s, 2m or 1h");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "s",
                "-5s",
                "5 s",
                "5S",
                "5sec",
                "1m30s",
                "PT5S",
                "1e3s",
                "٥s",
                "5s\n",
                "99999999999999s"
            })
    void anything_else_is_no_duration(String text) {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> new OptionText("--warm-up", text).duration())
                .withMessageContaining("is not a duration");
    }

    @Test
    void a_duration_has_an_upper_end() {
        refused(
                "9999999h",
                OptionText::duration,
                "--warm-up 9999999h is longer than 100 days",
                "write a shorter duration");
    }

    @Test
    void a_timeout_of_the_server_cannot_be_zero_because_that_switches_it_off() {
        refused(
                "0s",
                OptionText::serverTimeout,
                "--warm-up 0s would switch the timeout off",
                "leave --warm-up out for no timeout");
    }

    @Test
    void a_timeout_of_the_server_is_not_rounded_to_milliseconds() {
        refused(
                "500us",
                OptionText::serverTimeout,
                "--warm-up 500us is not a whole number of milliseconds",
                "write it as 1ms or more");
    }

    @Test
    void a_timeout_of_the_server_fits_into_its_31_bits() {
        assertThat(new OptionText("--lock-timeout", "596h").serverTimeout()).isEqualTo(Duration.ofHours(596));
        refused(
                "597h",
                OptionText::serverTimeout,
                "--warm-up 597h is longer than Postgres can count",
                "leave --warm-up out for no timeout");
    }

    @Test
    void an_interval_is_longer_than_nothing() {
        refused("0ms", OptionText::millisecondOrMore, "--warm-up 0ms is shorter than 1ms", "write it as 5ms");
    }

    @ParameterizedTest
    @CsvSource({"200/s, 200", "90/m, 1.5", "7200/h, 2", "0.5/s, 0.5"})
    void a_rate_is_a_number_per_unit(String text, double perSecond) {
        assertThat(new OptionText("--load-rate", text).ratePerSecond()).isEqualTo(perSecond);
    }

    @Test
    void a_number_without_a_unit_is_no_rate() {
        refused(
                "200",
                OptionText::ratePerSecond,
                "--warm-up 200 is a rate without a unit",
                "write it as 200/s or 200/m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/s", "-1/s", "200/ms", "200s", "fast", "", "999999999/s"})
    void rates_that_cannot_be_sent_are_refused(String text) {
        assertThatExceptionOfType(BadInput.class).isThrownBy(() -> new OptionText("--load-rate", text).ratePerSecond());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-3", "4.5", "many", "", "99999999999"})
    void what_counts_things_is_a_whole_number(String text) {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> new OptionText("--load-connections", text).wholeNumber(1))
                .withMessageEndingWith("is not a whole number of 1 or more");
    }

    @Test
    void fixed_values_are_spelled_in_small_letters() {
        assertThat(new OptionText("--server", "local").oneOf(ServerPlan.Choice.class))
                .isEqualTo(ServerPlan.Choice.LOCAL);
        refused(
                "LOCAL",
                text -> text.oneOf(ServerPlan.Choice.class),
                "--warm-up LOCAL is not a value of --warm-up",
                "use one of: auto, container, local");
    }

    @Test
    void an_empty_path_is_refused_with_visible_quotes() {
        refused("", OptionText::path, "--warm-up \"\" names no file", "give --warm-up a path");
    }

    private static void refused(String text, Function<OptionText, ?> reading, String message, String hint) {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> reading.apply(new OptionText("--warm-up", text)))
                .withMessage(message)
                .satisfies(refusal -> assertThat(refusal.hint()).isEqualTo(hint));
    }
}
