package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that removes a container's network, with a docker that fails at first. */
class ContainerWatchTest {

    private static final String DOCKER = """
            #!/bin/sh
            echo "$1 $2" >> calls
            [ "$(wc -l < calls)" -le 7 ] && exit 1
            [ "$1 $2" = "network ls" ] && [ ! -e gone ] && echo left
            [ "$1 $2 $3" = "network rm left" ] && touch gone
            exit 0
            """;

    @TempDir
    private Path directory;

    @Test
    void an_engine_that_does_not_answer_has_not_said_that_nothing_is_there() throws Exception {
        program("docker", DOCKER);
        program("sleep", "#!/bin/sh\n");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", ContainerWatch.SCRIPT, "watch", "label=x", "left")
                .directory(directory.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().merge("PATH", directory.toString(), (path, first) -> first + ":" + path);

        assertThat(builder.start().waitFor()).isZero();

        assertThat(directory.resolve("gone")).exists();
    }

    private void program(String name, String text) throws Exception {
        Path file = Files.writeString(directory.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
