package dev.dryrun.cli;

import dev.dryrun.Baseline;
import dev.dryrun.DryRun;
import dev.dryrun.compare.Comparison;
import dev.dryrun.compare.TerminalComparison;
import dev.dryrun.plan.NoVerdict;
import dev.dryrun.report.TerminalReport;
import java.io.PrintWriter;
import java.util.Optional;

/** What a run shows when it has ended: its report before all else, which nothing that comes after it may cost. */
final class ShownRun {

    private final PrintWriter out;
    private final PrintWriter errors;
    private final Terminal terminal = Terminal.ofStdout(System.getenv());
    private final boolean color;

    ShownRun(PrintWriter out, PrintWriter errors, boolean noColor) {
        this.out = out;
        this.errors = errors;
        this.color = terminal.color() && !noColor;
    }

    void show(DryRun.Result result, Optional<Baseline> baseline) {
        out.print(TerminalReport.render(result.report(), terminal.width(), color));
        out.flush();
        try {
            baseline.ifPresent(earlier -> compare(earlier, result));
        } finally {
            out.println("results in " + result.directory());
            result.kept().ifPresent(out::println);
            out.flush();
            result.logTail()
                    .ifPresent(tail -> new Failure(errors)
                            .ofReport(result.report().verdict().reason().orElseThrow(), tail));
        }
    }

    /** The verdict stands whether or not there is room for its comparison with another. */
    private void compare(Baseline earlier, DryRun.Result result) {
        Comparison comparison = earlier.compareWith(result);
        out.print("\n" + TerminalComparison.render(comparison, terminal.width(), color));
        out.flush();
        try {
            Baseline.keep(comparison, result.directory());
        } catch (NoVerdict e) {
            new Failure(errors).ofComparison(e);
        }
    }
}
