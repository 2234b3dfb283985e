package dev.dryrun.report;

import dev.dryrun.analysis.Analysis;
import dev.dryrun.analysis.Analyst;
import dev.dryrun.observe.ManySteps;
import dev.dryrun.observe.Observations;
import dev.dryrun.plan.Budget;
import dev.dryrun.verdict.Judge;
import dev.dryrun.verdict.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A program that takes what a run of many steps would have seen through all that comes after it, and prints what each part
 * took in seconds of its thread's processor, and the sizes: {@code ManyStepsCost apart|together SECONDS STEPS [STEPS …]},
 * where a run lasts so many seconds for each 1,000 steps, and these commit alone or together.
 * {@code src/test/benchmarks/steps.sh} and {@link ManyStepsIT} start it.
 */
final class ManyStepsCost {

    private static final int THOUSAND = 1000;
    private static final int WIDTH = 100;

    /** The texts for people are in memory as a whole, and those of more steps take more than 512 MB of it. */
    private static final int MOST_FOR_READERS = 50_000;

    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private final Map<String, Long> bytes = new LinkedHashMap<>();

    private ManyStepsCost() {}

    public static void main(String[] arguments) {
        boolean together = arguments[0].equals("together");
        Duration each = Duration.ofSeconds(Long.parseLong(arguments[1])).dividedBy(THOUSAND);
        for (String steps : List.of(arguments).subList(2, arguments.length)) {
            ManyStepsCost cost = new ManyStepsCost();
            cost.run(Integer.parseInt(steps), each, together);
            cost.seconds.forEach((part, took) -> System.out.printf(
                    Locale.ROOT,
                    "%s steps %s, %s: %.2f s%s%n",
                    steps,
                    arguments[0],
                    part,
                    took,
                    Optional.ofNullable(cost.bytes.get(part))
                            .map(size -> ", " + size + " bytes")
                            .orElse("")));
        }
    }

    private void run(int steps, Duration each, boolean together) {
        FullReport kept = kept(steps, each, together);
        Report report = kept.report();
        long rendering = System.nanoTime();
        bytes.put("json", timed("json", () -> written(report)));
        text("timeseries", () -> kept.series().orElseThrow().render());
        text("junit", () -> JUnitReport.render(report));
        text("sarif", () -> SarifReport.render(report));
        if (steps <= MOST_FOR_READERS) {
            text("markdown", () -> MarkdownReport.render(report));
            text("html", () -> HtmlReport.render(report, kept.series()));
            text("terminal", () -> TerminalReport.render(report, WIDTH, false));
        }
        seconds.put("all formats by the clock", (System.nanoTime() - rendering) / 1e9);
    }

    private FullReport kept(int steps, Duration each, boolean together) {
        Observations seen = timed("observe", () -> ManySteps.seen(steps, each, together));
        Analysis analysis = timed("analyse", () -> Analyst.analyse(seen));
        Verdict verdict = timed("judge", () -> Judge.judge(seen, analysis, Budget.defaults()));
        Report assembled = timed("assemble", () -> ReportAssembly.assemble(facts(), seen, analysis, verdict));
        Optional<TimeSeriesReport> series = timed("series", () -> TimeSeriesReport.of(seen, analysis));
        return timed("keep", () -> new FullReport(assembled, series).asKept());
    }

    /** Written as in a run, and not kept. */
    private static long written(Report report) {
        try (CountedBytes out = new CountedBytes()) {
            JsonReport.write(report, out);
            return out.count;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static final class CountedBytes extends OutputStream {

        private long count;

        @Override
        public void write(int octet) {
            count++;
        }

        @Override
        public void write(byte[] octets, int from, int length) {
            count += length;
        }
    }

    private void text(String part, Supplier<String> rendered) {
        bytes.put(part, (long) timed(part, rendered).getBytes(StandardCharsets.UTF_8).length);
    }

    private <T> T timed(String part, Supplier<T> work) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        T result = work.get();
        seconds.put(part, (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e9);
        return result;
    }

    private static RunFacts facts() {
        Report sample = SampleReports.passed();
        return new RunFacts(
                sample.run(),
                sample.inputs().dump(),
                new RunFacts.MigrationFacts(sample.inputs().migration().files(), false, List.of(), List.of()),
                new RunFacts.ServerFacts(Conditions.Server.Kind.LOCAL, Optional.empty(), "15.18", "asked for"),
                List.of());
    }
}
