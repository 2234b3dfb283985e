package dev.dryrun.cli;

import dev.dryrun.plan.ReportFormat;
import dev.dryrun.report.FullReport;
import dev.dryrun.report.GitHubReport;
import dev.dryrun.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * A job of GitHub Actions that dryrun runs in, if it does: annotations on stdout, where the runner looks for workflow
 * commands, and the report in the summary of the job's step. While a run or a table prints, the runner is told to take nothing that
 * it reads for a command: SQL and names are somebody else's.
 */
final class GitHubActions implements AutoCloseable {

    /** GitHub drops a summary that is larger. */
    private static final long LARGEST_SUMMARY = 1024 * 1024;

    private static final int TOKEN_BYTES = 16;

    private final Map<String, String> environment;
    private final PrintWriter out;
    private Optional<String> token = Optional.empty();
    private String annotations = "";

    GitHubActions(Map<String, String> environment, PrintWriter out) {
        this.environment = environment;
        this.out = out;
    }

    /** From here until {@link #close} nothing that is printed is a command. */
    void mute() {
        if (!isHere()) {
            return;
        }
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        token = Optional.of("dryrun-" + HexFormat.of().formatHex(random));
        out.println("::stop-commands::" + token.get());
    }

    /** Adds the report to the summary of the step, and keeps its annotations for the end. */
    void tell(Report report, PrintWriter errors) {
        if (!isHere()) {
            return;
        }
        annotations = GitHubReport.render(report, Checkout.of(environment)::path);
        String summary = environment.getOrDefault("GITHUB_STEP_SUMMARY", "");
        if (!summary.isEmpty()) {
            addTo(Path.of(summary), new FullReport(report, Optional.empty()).render(ReportFormat.MARKDOWN), errors);
        }
    }

    @Override
    public void close() {
        token.ifPresent(own -> out.println("::" + own + "::"));
        token = Optional.empty();
        out.print(annotations);
        out.flush();
    }

    private boolean isHere() {
        return "true".equals(environment.get("GITHUB_ACTIONS"));
    }

    /** The verdict does not depend on it, so that a summary that cannot be written is no failure. */
    private static void addTo(Path summary, String markdown, PrintWriter errors) {
        byte[] text = (markdown + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            long before = Files.exists(summary) ? Files.size(summary) : 0;
            if (before + text.length > LARGEST_SUMMARY) {
                errors.println("dryrun: the step's summary has no room for the report: GitHub takes 1 MiB at most");
                return;
            }
            Files.write(summary, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            errors.println("dryrun: the report could not be added to the step's summary: " + e);
        }
    }
}
