package dev.dryrun.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that hold what a renderer wrote when a person last looked at it. {@code mvn test -Dtest='dev.dryrun.report.*'
 * -Ddryrun.accept=true} accepts what it writes now; the diff is then reviewed like any other.
 */
public final class Golden {

    private static final Path DIRECTORY = Path.of("src/test/resources/dev/dryrun");

    private Golden() {}

    static void assertMatches(String name, String actual) throws IOException {
        assertMatches("report", name, actual);
    }

    /** In the directory of another package. */
    public static void assertMatches(String directory, String name, String actual) throws IOException {
        Path file = DIRECTORY.resolve(directory).resolve(name);
        if (Boolean.getBoolean("dryrun.accept")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, actual);
        }
        assertThat(file).as("golden file; -Ddryrun.accept=true writes it").exists();
        assertThat(actual).as(name).isEqualTo(Files.readString(file));
    }
}
