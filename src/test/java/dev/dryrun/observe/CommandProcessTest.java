package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.progress.News;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        CommandProcess process = CommandProcess.start(
                new Work.OfCommand(COMMAND, log, showValues), environment -> {}, news -> {
                    if (news instanceof News.Note note) {
                        notes.add(note.words());
                    }
                });
        process.await();
        process.end();
        assertThat(String.join("\n", process.lastLines()) + "\n").isEqualTo(Files.readString(log));
        return Files.readString(log);
    }
}
