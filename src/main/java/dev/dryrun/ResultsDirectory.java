package dev.dryrun;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.NoVerdict;
import dev.dryrun.plan.Plan;
import dev.dryrun.plan.ReportFormat;
import dev.dryrun.plan.ResultsPlan;
import dev.dryrun.report.FullReport;
import dev.dryrun.report.JsonReport;
import dev.dryrun.report.Report;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** The directory of one run: {@code results/<UTC time>-<migration name>}. A run without a step that ended leaves none. */
final class ResultsDirectory implements AutoCloseable {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int MOST_IN_ONE_SECOND = 1000;
    /** A lock on a file keeps other processes out, and is refused to a second run of our own. */
    private static final Object LATEST = new Object();

    private final ResultsPlan plan;
    private final Path directory;
    private boolean reported;

    private ResultsDirectory(ResultsPlan plan, Path directory) {
        this.plan = plan;
        this.directory = directory;
    }

    static ResultsDirectory create(Plan plan, Instant startedAt) {
        Path parent = plan.results().directory();
        String name = TIME.format(startedAt) + "-" + plan.migration().name();
        try {
            Files.createDirectories(parent);
            return new ResultsDirectory(plan.results(), createFresh(parent, name));
        } catch (IOException e) {
            throw new BadInput(
                    "the results cannot be written to " + parent + ": " + e, "choose another with --results");
        }
    }

    /** The name of the run. */
    String id() {
        return directory.getFileName().toString();
    }

    Path path() {
        return directory;
    }

    /** Where something that is written as it comes belongs. */
    Path file(String name) {
        return directory.resolve(name);
    }

    void write(String file, String text) {
        try {
            Files.writeString(directory.resolve(file), text);
        } catch (IOException e) {
            throw new NoVerdict(
                    "writing " + directory.resolve(file) + " failed: " + e, "see whether the disk is full", e);
        }
    }

    /** Writes a text that only programs read. */
    void writeCompressed(String file, String text) {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(directory.resolve(file)))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new NoVerdict(
                    "writing " + directory.resolve(file) + " failed: " + e, "see whether the disk is full", e);
        }
    }

    /**
     * Writes the report in the formats of the plan and points {@code latest} to it: report.json before anything else is
     * done with it, and the others from what can be read of that.
     */
    FullReport write(FullReport assembled) {
        writeJson(assembled.report());
        reported = true;
        FullReport report = assembled.asKept();
        report.series().ifPresent(load -> writeCompressed(SavedRun.SERIES, load.render()));
        for (ReportFormat format : plan.formats()) {
            if (format != ReportFormat.JSON) {
                write(format, report);
            }
        }
        pointLatestHereWhole();
        return report;
    }

    /** Waiting for a lock on a file ends with an interrupt, and so would the link of a run that was interrupted. */
    private void pointLatestHereWhole() {
        boolean interrupted = Thread.interrupted();
        try {
            while (!pointedLatestHere()) {
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean pointedLatestHere() {
        try {
            synchronized (LATEST) {
                pointLatestHere();
            }
            return true;
        } catch (ClosedByInterruptException | FileLockInterruptionException e) {
            return false;
        } catch (IOException e) {
            throw new NoVerdict(
                    "the report is in " + directory + ", but the link to it failed: " + e, "use its name", e);
        }
    }

    /** A measurement of hours must not be lost with the directory: it is made anew, or the report goes elsewhere. */
    private void writeJson(Report report) {
        try {
            Files.createDirectories(directory);
            writeJson(report, directory);
            StepJournal.remove(directory);
        } catch (IOException e) {
            throw new NoVerdict(
                    "writing the report to " + directory + " failed: " + e,
                    "see whether the disk is full" + saved(report),
                    e);
        }
    }

    private static String saved(Report report) {
        try {
            Path rescue = Files.createTempDirectory("report-of-dryrun-");
            writeJson(report, rescue);
            return "; meanwhile it is in " + rescue + ", for dryrun report " + rescue;
        } catch (IOException e) {
            return "; it could not be saved in TMPDIR either: " + e;
        }
    }

    /** In one go, so that whoever is killed here leaves the journal or the report. */
    private static void writeJson(Report report, Path directory) throws IOException {
        Path file = directory.resolve(ReportFormat.JSON.file().orElseThrow());
        Path fresh = directory.resolve(".report.json");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(fresh))) {
            JsonReport.write(report, out);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void write(ReportFormat format, FullReport report) {
        write(format.file().orElseThrow(), report.render(format));
    }

    @Override
    public void close() {
        if (reported || Files.exists(file(StepJournal.STEPS)) || Files.notExists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("removing " + directory, e);
        }
    }

    private static Path createFresh(Path parent, String name) throws IOException {
        for (int again = 1; again < MOST_IN_ONE_SECOND; again++) {
            try {
                return Files.createDirectory(parent.resolve(again == 1 ? name : name + "-" + again));
            } catch (FileAlreadyExistsException e) {
                // Another run of the same second has it.
                continue;
            }
        }
        throw new IOException("there are " + MOST_IN_ONE_SECOND + " results of this second");
    }

    /** Runs side by side are fine; only this link is guarded, so that the last one to end wins in whole. */
    private void pointLatestHere() throws IOException {
        Path parent = plan.directory();
        List<StandardOpenOption> options = List.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try (FileChannel channel =
                        FileChannel.open(parent.resolve(".lock"), options.toArray(StandardOpenOption[]::new));
                FileLock lock = channel.lock()) {
            Path latest = parent.resolve("latest");
            if (Files.exists(latest, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(latest)) {
                throw new FileAlreadyExistsException(latest.toString(), null, "it is no link");
            }
            Path fresh = parent.resolve(".latest-" + id());
            Files.deleteIfExists(fresh);
            Files.createSymbolicLink(fresh, directory.getFileName());
            Files.move(fresh, latest, StandardCopyOption.ATOMIC_MOVE);
            if (!lock.isValid()) {
                throw new IOException("the lock on " + parent + " was lost");
            }
        }
    }
}
