package dev.dryrun.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of very many steps end with a report, in a Java with 512 MB, and ten times the steps take some ten times the work. */
class ManyStepsIT {

    private static final String HEAP = "-Xmx512m";
    private static final long MOST_HTML_BYTES = 10_000_000;

    /** Ten would be linear; what grows with the square of the steps would need a hundred. */
    private static final double MOST_TIMES = 40;

    /** Less than that says nothing of how it grows. */
    private static final double MUCH_SECONDS = 2;

    private static final Pattern LINE = Pattern.compile("(\\d+) steps \\w+, (.+): ([0-9.]+) s(?:, (\\d+) bytes)?");

    /** What a part took, and how much it gave. */
    private record Cost(double seconds, long bytes) {}

    @TempDir
    Path directory;

    @Test
    void twenty_thousand_steps_in_one_transaction_fit_in_memory_and_take_no_more_than_their_share() throws Exception {
        Map<String, Map<String, Cost>> costs = costs("together", "180", "2000", "20000");

        assertThat(costs.get("20000")).containsKeys("observe", "analyse", "judge", "assemble", "keep", "json");
        costs.get("20000").forEach((part, cost) -> {
            double few = Math.max(costs.get("2000").get(part).seconds(), MUCH_SECONDS / MOST_TIMES);
            assertThat(cost.seconds() / few).as(part).isLessThan(MOST_TIMES);
        });
    }

    @Test
    void the_page_of_two_thousand_steps_with_an_hour_of_samples_stays_below_ten_megabytes() throws Exception {
        Map<String, Map<String, Cost>> costs = costs("apart", "1800", "2000");

        assertThat(costs.get("2000").get("html").bytes()).isBetween(1L, MOST_HTML_BYTES);
    }

    private Map<String, Map<String, Cost>> costs(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                ManyStepsCost.class.getName()));
        command.addAll(List.of(arguments));
        Path out = directory.resolve("out");
        Process java = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(java.waitFor(5, TimeUnit.MINUTES)).as("an end").isTrue();
        } finally {
            java.destroyForcibly();
        }
        String said = Files.readString(out, StandardCharsets.UTF_8);
        assertThat(java.exitValue()).as(said).isZero();
        Map<String, Map<String, Cost>> costs = new TreeMap<>();
        for (Matcher line = LINE.matcher(said); line.find(); ) {
            long bytes = line.group(4) == null ? 0 : Long.parseLong(line.group(4));
            costs.computeIfAbsent(line.group(1), steps -> new TreeMap<>())
                    .put(line.group(2), new Cost(Double.parseDouble(line.group(3)), bytes));
        }
        return costs;
    }
}
