package dev.dryrun.compare;

import static dev.dryrun.report.SampleSteps.bounds;
import static dev.dryrun.report.SampleSteps.calm;
import static dev.dryrun.report.SampleSteps.lock;
import static dev.dryrun.report.SampleSteps.step;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.dryrun.report.Golden;
import dev.dryrun.report.Report;
import dev.dryrun.report.SampleRun;
import dev.dryrun.report.StepReport;
import dev.dryrun.report.TerminalText;
import dev.dryrun.time.DurationBounds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts of comparisons, held against golden files. */
class ComparisonFormatsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Map<String, Comparison> samples() {
        Map<String, Comparison> samples = new LinkedHashMap<>();
        samples.put("same", Comparison.of(SampleRun.passed(), SampleRun.passed()));
        samples.put("worse", Comparison.of(careful(), careless()));
        samples.put("better", Comparison.of(careless(), careful()));
        samples.put("failed", Comparison.of(SampleRun.breached(), SampleRun.stepFailed()));
        samples.put("nasty", Comparison.of(SampleRun.passed(), SampleRun.nasty()));
        samples.put("no-load", Comparison.of(SampleRun.noLoad(), SampleRun.ofCommand()));
        samples.put("long", Comparison.of(many(500), many(501)));
        return samples;
    }

    static Stream<String> names() {
        return samples().keySet().stream();
    }

    @ParameterizedTest
    @ValueSource(strings = {"same", "worse", "better", "failed", "nasty", "no-load"})
    void each_text_is_as_accepted(String name) throws IOException {
        Comparison sample = samples().get(name);
        Golden.assertMatches("compare", name + ".json", sample.json());
        Golden.assertMatches("compare", name + ".md", MarkdownComparison.render(sample));
        Golden.assertMatches("compare", name + ".html", withoutStyle(HtmlComparison.render(sample)));
        Golden.assertMatches("compare", name + "-120.txt", TerminalComparison.render(sample, 120, false));
    }

    @Test
    void a_narrow_terminal_and_colours_are_as_accepted() throws IOException {
        Golden.assertMatches(
                "compare", "worse-80.txt", TerminalComparison.render(samples().get("worse"), 80, true));
        Golden.assertMatches(
                "compare", "worse-40.txt", TerminalComparison.render(samples().get("worse"), 40, false));
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_comparison_follows_the_schema(String name) throws IOException {
        JsonNode comparison = JSON.readTree(samples().get(name).json());
        assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(Comparison.schema())
                        .validate(comparison))
                .isEmpty();
    }

    @Test
    void every_field_of_the_schema_is_described() throws IOException {
        List<String> bare = new ArrayList<>();
        collectUndescribed(JSON.readTree(Comparison.schema()), "", bare);
        assertThat(bare).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void no_line_is_wider_than_the_terminal(String name) {
        for (int width : new int[] {40, 63, 80, 120, 200}) {
            assertThat(TerminalComparison.render(samples().get(name), width, false)
                            .lines())
                    .allMatch(line -> TerminalText.columns(line) <= width);
        }
    }

    @Test
    void the_page_brings_what_it_needs_and_runs_nothing() {
        String page = HtmlComparison.render(samples().get("nasty"));
        assertThat(page).contains("default-src &#39;none&#39;").doesNotContain("script-src");
        assertThat(withoutStyle(page))
                .doesNotContain("<script", "<img", " src=", "<link", " style=", "<b>")
                .contains("&lt;script&gt;");
    }

    @Test
    void no_format_turns_the_direction_of_writing() {
        Report hostile = SampleRun.of(step(1, "SELECT", "SELECT '\u202e\u0007'").done())
                .named("\u202ename")
                .done();
        Comparison sample = Comparison.of(hostile, SampleRun.passed());
        assertThat(HtmlComparison.render(sample)).doesNotContain("\u202e");
        assertThat(MarkdownComparison.render(sample)).doesNotContain("\u202e", "\u0007");
        assertThat(TerminalComparison.render(sample, 120, false)).doesNotContain("\u202e", "\u0007");
    }

    @Test
    void of_very_many_steps_those_that_differ_are_shown() {
        Comparison sample = samples().get("long");
        assertThat(TerminalComparison.render(sample, 120, false).lines().count())
                .isLessThan(70);
        assertThat(TerminalComparison.render(sample, 120, false)).contains("and 461 steps more");
        assertThat(MarkdownComparison.render(sample)).hasSizeLessThan(60_000).contains("And 401 steps more");
        assertThat(JSON.valueToTree(sample.steps().size()).asInt()).isEqualTo(501);
    }

    private static String withoutStyle(String page) {
        return page.replaceAll("(?s)<style>.*?</style>", "<style/>").replaceAll("sha256-[^&]*", "sha256-…");
    }

    private static Report careful() {
        return SampleRun.of(
                        step(1, "SET", "SET lock_timeout = '2s'").done(),
                        step(2, "ALTER TABLE", "ALTER TABLE orders ADD COLUMN channel text")
                                .took(3.9)
                                .locks(lock("public.orders", "AccessExclusiveLock", bounds(0.4, 3.9), 2))
                                .blocking(bounds(0, 3.9), bounds(0, 3.9), DurationBounds.ZERO)
                                .load(calm(1))
                                .done(),
                        step(3, "UPDATE", "UPDATE orders SET channel = 'web' WHERE channel IS NULL")
                                .took(7_460)
                                .locks(lock("public.orders", "RowExclusiveLock", bounds(7_400, 7_460), 3))
                                .blocking(DurationBounds.ZERO, DurationBounds.ZERO, bounds(0, 17))
                                .load(calm(746))
                                .done(),
                        step(4, "ANALYZE", "ANALYZE orders")
                                .took(80)
                                .load(calm(8))
                                .done())
                .named("20261122T020000Z-channel")
                .setting("work_mem", "4MB")
                .done();
    }

    private static Report careless() {
        StepReport fills = SampleRun.breached().steps().get(2);
        return SampleRun.of(
                        step(1, "BEGIN", "BEGIN").done(),
                        SampleRun.breached().steps().get(1),
                        step(3, "UPDATE", "UPDATE orders SET channel = 'web' WHERE channel IS NULL")
                                .took(9_800)
                                .blocking(DurationBounds.ZERO, DurationBounds.ZERO, bounds(980, 1_000.4))
                                .wrote(fills.storage(), fills.volume())
                                .load(calm(980))
                                .done(),
                        step(4, "COMMIT", "COMMIT").took(12.6).done())
                .named("20261123T020000Z-channel")
                .setting("work_mem", "64MB")
                .done();
    }

    private static Report many(int steps) {
        return SampleRun.of(IntStream.rangeClosed(1, steps)
                        .mapToObj(number -> step(number, "UPDATE", "UPDATE t SET x = x + 1 WHERE id % 500 = " + number)
                                .done())
                        .toArray(StepReport[]::new))
                .done();
    }

    private static void collectUndescribed(JsonNode schema, String path, List<String> bare) {
        schema.path("properties").properties().forEach(field -> {
            if (field.getValue().path("description").asText().length() < 5) {
                bare.add(path + "/" + field.getKey());
            }
        });
        schema.properties().forEach(field -> collectUndescribed(field.getValue(), path + "/" + field.getKey(), bare));
    }
}
