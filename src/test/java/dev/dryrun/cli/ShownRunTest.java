package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.Baseline;
import dev.dryrun.DryRun;
import dev.dryrun.report.KeptSample;
import dev.dryrun.report.SampleRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on the terminal when a run with a baseline has ended. */
class ShownRunTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void the_comparison_stands_below_the_report_and_in_three_files() throws IOException {
        show(Files.createDirectory(directory.resolve("run")));
        assertThat(out.toString()).containsSubsequence("BREACHED", "Before    ", "results in " + directory);
        assertThat(directory.resolve("run"))
                .isDirectoryContaining("glob:**/compare.json")
                .isDirectoryContaining("glob:**/compare.md")
                .isDirectoryContaining("glob:**/compare.html");
        assertThat(errors.toString()).isEmpty();
    }

    @Test
    void a_comparison_that_cannot_be_written_is_a_note_and_takes_nothing_from_the_terminal() throws IOException {
        show(Files.createDirectory(directory.resolve("run")));
        String whole = out.toString();
        out.getBuffer().setLength(0);
        Path run = directory.resolve("run");
        for (String file : new String[] {"compare.json", "compare.md", "compare.html"}) {
            Files.delete(run.resolve(file));
            Files.createDirectory(run.resolve(file));
        }
        show(run);
        assertThat(out.toString()).isEqualTo(whole);
        assertThat(errors.toString())
                .startsWith("dryrun: the comparison was not kept: writing " + run.resolve("compare."))
                .contains("hint: see whether the disk is full");
    }

    private void show(Path run) throws IOException {
        Baseline baseline = Baseline.read(KeptSample.in(directory.resolve("earlier"), SampleRun.passed()));
        DryRun.Result result = new DryRun.Result(SampleRun.breached(), run, Optional.empty(), Optional.empty());
        new ShownRun(new PrintWriter(out, true), new PrintWriter(errors, true), true)
                .show(result, Optional.of(baseline));
    }
}
