package dev.dryrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dryrun.plan.BadInput;
import dev.dryrun.script.Include;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where included files are looked for, and what is said of those that cannot be read. */
class SourceFilesTest {

    @TempDir
    private Path directory;

    private final SourceFiles files = new SourceFiles();

    @Test
    void a_relative_one_lies_beside_the_file_that_includes_it() throws IOException {
        Path sub = Files.createDirectories(directory.resolve("sub"));
        Files.writeString(directory.resolve("a.sql"), "select 1");
        Include include =
                new Include("../a.sql", Optional.of(sub.resolve("m.sql").toString()), "m.sql:1");
        assertThat(files.include(include).text()).isEqualTo("select 1");
        assertThat(files.included())
                .isEqualTo(Map.of(
                        directory.resolve("a.sql"),
                        "822ae07d4783158bc1912bb623e5107cc9002d519e1143a9c200ed6ee18b6d0f"));
    }

    @Test
    void others_lie_in_the_working_directory() {
        BadInput refused = catchThrowableOfType(
                BadInput.class, () -> files.include(new Include("no/such.sql", Optional.empty(), "m.sql:7")));
        assertThat(refused.getMessage()).isEqualTo("m.sql:7: the included file no/such.sql does not exist");
        assertThat(refused.hint()).contains("working directory");
    }

    @Test
    void a_directory_and_a_text_of_another_encoding_are_refused() throws IOException {
        Files.write(directory.resolve("latin1.sql"), new byte[] {'-', '-', (byte) 0xe9, '\n'});
        String from = directory.resolve("m.sql").toString();
        assertThat(refused(new Include(".", Optional.of(from), "m.sql:1"))).endsWith("is no regular file");
        assertThat(refused(new Include("latin1.sql", Optional.of(from), "m.sql:2")))
                .startsWith("m.sql:2: ")
                .endsWith("is not UTF-8 text");
    }

    private String refused(Include include) {
        return catchThrowableOfType(BadInput.class, () -> files.include(include))
                .getMessage();
    }
}
