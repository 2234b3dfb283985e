package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.report.TerminalText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as its users start it: on a terminal, which util-linux's {@code script} makes, and in a pipe. */
class TerminalIT {

    private static final String ERASE = "\r\u001b[J";
    private static final String CONTROL = "[\\p{Cc}&&[^\n]]";

    @TempDir
    private Path directory;

    @Test
    void a_terminal_has_a_bar_and_is_left_clean_and_stdout_has_the_table() throws Exception {
        Path table = directory.resolve("table");
        String program = arguments().stream().map(each -> "'" + each + "'").collect(Collectors.joining(" "));
        String command = "stty cols 80 rows 24; exec " + program + " >'" + table + "'";

        String shown = output(new ProcessBuilder("script", "-qec", command, "/dev/null"), 0);

        List<String> drawn = shown.lines()
                .flatMap(line -> List.of(line.split(ERASE.replace("[", "\\["))).stream())
                .map(TerminalText::withoutSequences)
                .toList();
        assertThat(drawn).anyMatch(line -> line.startsWith("steps") && line.contains("1 of 1, "));
        assertThat(drawn)
                .as("no bar is as wide as the terminal")
                .allMatch(line -> !line.contains("│") || TerminalText.columns(line) < 80);
        assertThat(shown).as("no line above a bar is taken away").doesNotContain("\u001b[A");
        assertThat(shown).as("the cursor is not hidden").doesNotContain("\u001b[?25l");
        assertThat(shown).matches("(?s).*(\n|\r\u001b\\[J)");
        assertThat(Files.readString(table))
                .startsWith("Step  Statement")
                .contains("\nPASSED ")
                .doesNotContainPattern(CONTROL);
    }

    @Test
    void a_pipe_has_plain_lines() throws Exception {
        assertThat(output(new ProcessBuilder(arguments()), 0))
                .contains("running 1 step", "Step  Statement", "\nPASSED ")
                .doesNotContainPattern(CONTROL);
    }

    private List<String> arguments() throws IOException {
        Path migration = Files.writeString(directory.resolve("migration.sql"), "SELECT pg_sleep(1);\n");
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--dump=dumps/shop.dump",
                "--migration=" + migration,
                "--server=local",
                "--warm-up=500ms",
                "--cool-down=500ms",
                "--results=" + directory.resolve("results"));
    }

    private static String output(ProcessBuilder program, int exitCode) throws Exception {
        program.environment().keySet().removeAll(List.of("GITHUB_ACTIONS", "COLUMNS", "NO_COLOR"));
        program.environment().put("TERM", "xterm-256color");
        Process process = program.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(exitCode);
        return output;
    }
}
