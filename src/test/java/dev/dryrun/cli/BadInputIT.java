package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.postgres.LocalLeftovers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is given to the program: the right exit code, one message with the thing and the way out, and nothing left. */
class BadInputIT {

    private static final Pattern REFUSAL =
            Pattern.compile("dryrun: [^\n]+(\n(?!dryrun: |hint: )[^\n]*)*\nhint: .+", Pattern.DOTALL);

    @TempDir
    private Path directory;

    static Stream<BadCase> cases() {
        return Stream.of(BadDumps.all(), BadMigrations.all(), BadOptions.all()).flatMap(each -> each);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void is_told_in_one_message_and_leaves_nothing(BadCase bad) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter errors = new StringWriter();
        Ground ground = new Ground(directory);
        String[] arguments = bad.making().commandLine(ground).toArray(String[]::new);

        int exitCode = new Main(
                        new PrintWriter(out, true),
                        new PrintWriter(errors, true),
                        new Interruption(Thread.currentThread()),
                        Map.of())
                .execute(arguments);

        String told = errors.toString();
        assertThat(exitCode).as(told + out).isEqualTo(bad.exitCode());
        assertThat(told).doesNotContain("\tat ").doesNotContain("Exception");
        List<Path> runs = runs(ground.results());
        if (bad.isReported()) {
            assertThat(runs).hasSize(1);
            told = Files.readString(runs.get(0).resolve("report.md"));
        } else {
            assertThat(runs).isEmpty();
            assertThat(told).matches(REFUSAL);
            assertThat(out.toString()).isEmpty();
        }
        for (String pattern : bad.patterns()) {
            assertThat(told).containsPattern(pattern);
        }
        LocalLeftovers.assertNone();
    }

    private static List<Path> runs(Path results) throws IOException {
        if (!Files.exists(results)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(results)) {
            return all.filter(each -> Files.isDirectory(each) && !Files.isSymbolicLink(each))
                    .toList();
        }
    }
}
