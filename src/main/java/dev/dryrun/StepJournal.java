package dev.dryrun;

import dev.dryrun.analysis.Analysis;
import dev.dryrun.analysis.AnalysisSoFar;
import dev.dryrun.analysis.MigrationTime;
import dev.dryrun.observe.Observations;
import dev.dryrun.observe.WithoutValues;
import dev.dryrun.plan.Plan;
import dev.dryrun.progress.Progress;
import dev.dryrun.report.JournalLines;
import dev.dryrun.report.JsonReport;
import dev.dryrun.report.Report;
import dev.dryrun.report.ReportAssembly;
import dev.dryrun.report.RunFacts;
import dev.dryrun.time.Moment;
import dev.dryrun.time.RunClock;
import dev.dryrun.verdict.Judge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Writes each step to the directory of the run when it has ended, so that a run that is killed leaves all but the step
 * that it was at. {@link #HEADER} is a report with one step in it, anew every few seconds, and {@link #STEPS} has a line
 * for every step; when the report is written both go.
 */
final class StepJournal implements Consumer<Observations> {

    static final String HEADER = "journal.json";
    static final String STEPS = "steps.jsonl";

    private static final Duration HEADER_EVERY = Duration.ofSeconds(5);

    private final Plan plan;
    private final ResultsDirectory results;
    private final Supplier<RunFacts> facts;
    private final RunClock clock;
    private final Progress progress;
    private final AnalysisSoFar analysis = new AnalysisSoFar();
    private Optional<Observations> first = Optional.empty();
    private Moment headerDue = Moment.ORIGIN;
    private boolean broken;

    /** {@code facts} tells what there is to say of the run by now. */
    StepJournal(Journal journal, ResultsDirectory results, Supplier<RunFacts> facts, Progress progress) {
        this.plan = journal.plan();
        this.results = results;
        this.facts = facts;
        this.clock = journal.stages().clock();
        this.progress = progress;
    }

    /** Keeps the next steps of the run. What cannot be written is no reason to end the measurement. */
    @Override
    public void accept(Observations part) {
        if (broken) {
            return;
        }
        try {
            keep(plan.results().showValues() ? part : WithoutValues.of(part));
        } catch (IOException | RuntimeException e) {
            broken = true;
            progress.note("the steps cannot be kept in " + results.path() + " while the run goes on: " + e);
        }
    }

    /** The report holds it all. */
    static void remove(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(STEPS));
        Files.deleteIfExists(directory.resolve(HEADER));
        Files.deleteIfExists(directory.resolve("." + HEADER));
    }

    private void keep(Observations part) throws IOException {
        if (first.isEmpty()) {
            first = Optional.of(part);
        }
        List<String> lines = JournalLines.of(part, analysis.next(part));
        if (!clock.now().isBefore(headerDue)) {
            headerDue = clock.now().plus(HEADER_EVERY);
            writeWhole(HEADER, JsonReport.render(header(part)));
        }
        Files.writeString(
                results.file(STEPS), String.join("", lines), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** In one go: a header that is cut off would make all lines unreadable. */
    private void writeWhole(String name, String text) throws IOException {
        Path fresh = results.file("." + name);
        Files.writeString(fresh, text);
        Files.move(fresh, results.file(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The run so far, of which no step is told but as one that is to come. */
    private Report header(Observations part) {
        Observations bare = part.withoutSteps(first.orElse(part));
        Analysis nothing = new Analysis(List.of(), List.of(), List.of(), new MigrationTime(Moment.ORIGIN, List.of()));
        return ReportAssembly.assemble(facts.get(), bare, nothing, Judge.judge(bare, nothing, plan.budgets()));
    }
}
