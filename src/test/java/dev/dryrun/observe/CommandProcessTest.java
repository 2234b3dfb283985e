package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.progress.News;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandProcessTest {

    private static final String COMMAND =
            "printf 'started\\nDETAIL:  Failing row contains (1, CANARY\\nCANARY).\\nERROR:  done\\n'";

    @TempDir
    private Path directory;

    private final List<String> notes = new ArrayList<>();

    @Test
    void what_a_tool_prints_of_rows_is_neither_kept_nor_shown() throws Exception {
        assertThat(kept(false))
                .startsWith("started\nDETAIL:  ")
                .endsWith("ERROR:  done\n")
                .doesNotContain("CANARY");
        assertThat(notes).contains("| started").noneMatch(note -> note.contains("CANARY"));
    }

    @Test
    void with_show_values_it_is_kept_as_it_came() throws Exception {
        assertThat(kept(true)).contains("(1, CANARY\nCANARY).");
    }

    private String kept(boolean showValues) throws IOException, InterruptedException {
        Path log = directory.resolve("command.log");
        CommandProcess process =
                CommandProcess.start(new Work.OfCommand(COMMAND, log, showValues), environment -> {}, news -> {
                    if (news instanceof News.Note note) {
                        notes.add(note.words());
                    }
                });
        process.await();
        process.end();
        assertThat(String.join("\n", process.lastLines()) + "\n").isEqualTo(Files.readString(log));
        return Files.readString(log);
    }

    @Test
    void a_disk_that_is_full_is_a_note_and_no_end_of_the_tool() throws Exception {
        assertThat(Path.of("/dev/full")).exists();
        assertRunsOn(Path.of("/dev/full"));
    }

    @Test
    void a_log_that_cannot_be_made_is_a_note_and_no_end_of_the_tool() throws Exception {
        assertRunsOn(Path.of("/dev/null/command.log"));
    }

    private static void assertRunsOn(Path log) throws InterruptedException {
        List<News> news = new CopyOnWriteArrayList<>();
        CommandProcess tool =
                CommandProcess.start(new Work.OfCommand("seq 1 30000", log, false), environment -> {}, news::add);
        int exitCode = tool.await();
        tool.end();

        assertThat(exitCode).isZero();
        assertThat(tool.lastLines()).endsWith("30000");
        assertThat(news)
                .filteredOn(each -> each.toString().contains("could not be written to " + log))
                .hasSize(1);
    }
}
