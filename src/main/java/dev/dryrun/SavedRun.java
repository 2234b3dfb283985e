package dev.dryrun;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.ReportFormat;
import dev.dryrun.report.FullReport;
import dev.dryrun.report.JsonReport;
import dev.dryrun.report.Report;
import dev.dryrun.report.SavedJournal;
import dev.dryrun.report.SavedReport;
import dev.dryrun.report.TimeSeriesReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A run of some time ago, as its directory holds it. */
public final class SavedRun {

    static final String SERIES = "timeseries.json.gz";

    private static final String REPORT = ReportFormat.JSON.file().orElseThrow();
    private static final String DAMAGED = "take it from the directory of the run again, or run the migration again";

    private final Path file;
    private final String json;
    private final Report report;

    private SavedRun(Path file, String json, Report report) {
        this.file = file;
        this.json = json;
        this.report = report;
    }

    /**
     * Reads the report of a run.
     *
     * @param run the directory of the run, a link to it, or its report.json
     * @throws BadInput where there is none, or none that this version can read
     */
    public static SavedRun read(Path run) {
        Path file = Files.isDirectory(run) ? run.resolve(REPORT) : run;
        if (Files.notExists(file) && Files.exists(run.resolve(StepJournal.HEADER))) {
            return readJournal(run);
        }
        check(run, file);
        String text = text(file);
        try {
            return new SavedRun(file, text, SavedReport.read(text));
        } catch (SavedReport.Unreadable e) {
            throw new BadInput(file + " cannot be read as a report: " + e.getMessage(), hint(e));
        }
    }

    /** A run that was killed has no report, but what it had written down of its steps. */
    private static SavedRun readJournal(Path run) {
        Path header = run.resolve(StepJournal.HEADER);
        Path steps = run.resolve(StepJournal.STEPS);
        try {
            List<String> lines = Files.exists(steps) ? wholeLines(steps) : List.of();
            Report report = SavedJournal.read(text(header), lines);
            return new SavedRun(run.resolve(REPORT), JsonReport.render(report), report);
        } catch (SavedReport.Unreadable e) {
            throw new BadInput(run + " holds no report, and its journal cannot be read: " + e.getMessage(), hint(e));
        }
    }

    /** The last line may be cut off anywhere, even within a character. */
    private static List<String> wholeLines(Path steps) {
        try {
            byte[] all = Files.readAllBytes(steps);
            int end = all.length;
            while (end > 0 && all[end - 1] != '\n') {
                end--;
            }
            return new String(all, 0, end, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new BadInput("reading " + steps + " failed: " + e, "check its permissions");
        }
    }

    public Report report() {
        return report;
    }

    /** The text of report.json as it was found, with what a newer version may have added to it. */
    public String json() {
        return json;
    }

    /** The SHA-256 of report.json, in lower-case hexadecimal digits. */
    public String sha256() {
        return SourceFiles.sha256(json);
    }

    /** Where another file of the same run belongs. */
    public Path beside(String name) {
        return file.resolveSibling(name);
    }

    /** Whether what the load felt over time lies beside the report. */
    public boolean hasSeries() {
        return Files.exists(file.resolveSibling(SERIES));
    }

    /** The report with what the load felt over time, if that is there. */
    public FullReport withSeries() {
        return new FullReport(
                report, hasSeries() ? Optional.of(series(file.resolveSibling(SERIES))) : Optional.empty());
    }

    private static TimeSeriesReport series(Path file) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return SavedReport.readSeries(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (SavedReport.Unreadable e) {
            throw new BadInput(file + " cannot be read: " + e.getMessage(), hint(e));
        } catch (IOException e) {
            throw new BadInput(
                    file + " is damaged: " + e.getMessage(), "remove it to have the report without its charts");
        }
    }

    private static void check(Path run, Path file) {
        if (Files.notExists(run)) {
            throw new BadInput(
                    "there is no run " + run,
                    "give a directory that dryrun wrote, such as results/latest, or a report.json");
        }
        if (Files.notExists(file)) {
            throw new BadInput(run + " holds no " + REPORT, "give the directory of one run, such as results/latest");
        }
        if (!Files.isRegularFile(file)) {
            throw new BadInput(file + " is not a file", "give the directory of a run, such as results/latest");
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new BadInput(file + " cannot be read as a report: it is not text in UTF-8", DAMAGED);
        } catch (IOException e) {
            throw new BadInput("reading " + file + " failed: " + e, "check its permissions");
        }
    }

    private static String hint(SavedReport.Unreadable why) {
        return why.isNewer() ? "read it with the dryrun that wrote it, or a newer one" : DAMAGED;
    }
}
