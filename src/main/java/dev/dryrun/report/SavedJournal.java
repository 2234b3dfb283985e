package dev.dryrun.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Makes a report of what a run wrote down of its steps before it was killed. */
public final class SavedJournal {

    private static final String MISSING = "(not known: dryrun was killed before this was written down)";

    private final Report header;
    private final NavigableMap<Integer, StepReport> steps = new TreeMap<>();

    private SavedJournal(Report header) {
        this.header = header;
    }

    /**
     * The report of the steps that the lines tell of, each the last time that they do; a line that is cut off is passed
     * over, as it was being written.
     */
    public static Report read(String header, List<String> lines) throws SavedReport.Unreadable {
        SavedJournal journal = new SavedJournal(SavedReport.read(header));
        for (int i = 0; i < lines.size(); i++) {
            journal.add(lines.get(i), i + 1 == lines.size());
        }
        return journal.report();
    }

    private void add(String line, boolean last) throws SavedReport.Unreadable {
        try {
            StepReport step = SavedReport.readStep(line);
            steps.put(step.statement().number(), step);
        } catch (SavedReport.Unreadable cutOff) {
            if (!last) {
                throw cutOff;
            }
        }
    }

    private Report report() {
        List<StepReport> all = all();
        Duration migration =
                all.stream().map(SavedJournal::end).max(Duration::compareTo).orElse(Duration.ZERO);
        Inputs.Migration inputs = header.inputs().migration();
        return new Report(
                header.run(),
                new VerdictReport(
                        VerdictReport.Outcome.INCOMPLETE,
                        header.verdict().exitCode(),
                        Optional.of(reason(all)),
                        unmeasured(header.verdict().budgets()),
                        List.of()),
                new Inputs(
                        header.inputs().dump(),
                        new Inputs.Migration(
                                inputs.files(),
                                inputs.command(),
                                inputs.singleTransaction(),
                                all.size(),
                                migration,
                                inputs.roles())),
                header.conditions(),
                all,
                transactions(all),
                findings());
    }

    /** What the header measured is what there was before the first step. */
    private static List<VerdictReport.BudgetUse> unmeasured(List<VerdictReport.BudgetUse> budgets) {
        return budgets.stream()
                .map(use -> new VerdictReport.BudgetUse(use.budget(), use.part(), use.limit(), Optional.empty()))
                .toList();
    }

    /** Without a hole, because breaches and findings name steps by their place. */
    private List<StepReport> all() {
        List<StepReport> all = new ArrayList<>();
        steps.forEach((number, step) -> {
            while (all.size() + 1 < number) {
                all.add(unknown(all.size() + 1, step));
            }
            all.add(step);
        });
        return all.isEmpty() ? header.steps() : all;
    }

    private static StepReport unknown(int number, StepReport like) {
        StepReport.Statement statement =
                new StepReport.Statement(number, like.statement().origin(), MISSING, "unknown");
        return StepReports.skipped(statement);
    }

    private static String reason(List<StepReport> all) {
        StepReport last = all.get(all.size() - 1);
        long ended = all.stream().filter(SavedJournal::ran).count();
        String at = ran(last)
                ? "after step " + last.statement().number() + ", in the next step or in what came between"
                : "in step " + last.statement().number() + " ("
                        + last.statement().place() + ")";
        return "dryrun was killed " + at + ", or is still at work; what is told of the " + ended
                + (ended == 1 ? " step" : " steps") + " before is what was known when each had ended";
    }

    private static boolean ran(StepReport step) {
        return step.result().outcome() != StepReport.Outcome.SKIPPED;
    }

    private static Duration end(StepReport step) {
        Duration start = step.timing().start().orElse(Duration.ZERO);
        return start.plus(step.timing().duration().orElse(Duration.ZERO));
    }

    private static List<Report.Transaction> transactions(List<StepReport> all) {
        NavigableMap<Integer, Report.Transaction> found = new TreeMap<>();
        for (StepReport step : all) {
            step.timing()
                    .transaction()
                    .ifPresent(number -> found.merge(number, alone(number, step), SavedJournal::both));
        }
        return List.copyOf(found.values());
    }

    private static Report.Transaction alone(int number, StepReport step) {
        int at = step.statement().number();
        Duration start = step.timing().start().orElse(Duration.ZERO);
        return new Report.Transaction(number, at, at, start, end(step).minus(start));
    }

    private static Report.Transaction both(Report.Transaction known, Report.Transaction next) {
        Duration end = next.start().plus(next.duration());
        return new Report.Transaction(
                known.number(), known.firstStep(), next.lastStep(), known.start(), end.minus(known.start()));
    }

    private List<Report.Finding> findings() {
        List<Report.Finding> findings = new ArrayList<>(header.findings());
        findings.add(new Report.Finding(
                "run-killed",
                Report.Finding.Severity.WARNING,
                Optional.empty(),
                Optional.empty(),
                "this report was made from what dryrun wrote down before it was killed: a lock that was still held then has"
                        + " only the time up to then, and what the load felt, the write-ahead log and the findings are not"
                        + " in it",
                Optional.of("run the migration again for a verdict")));
        return findings;
    }
}
