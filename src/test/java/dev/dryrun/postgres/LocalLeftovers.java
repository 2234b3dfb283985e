package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the runs of this process have left behind of local servers; those of other processes are none of its business. */
public final class LocalLeftovers {

    private static final Pattern DATA = Pattern.compile("/[^\0]*/dryrun-\\d+/data");

    private LocalLeftovers() {}

    public static void assertNone() throws IOException {
        assertThat(directories()).as("directories of servers").isEmpty();
        assertThat(servers()).as("servers without a directory").isEmpty();
        assertThat(ProcessHandle.current().descendants())
                .as("processes that were started")
                .isEmpty();
    }

    private static List<Path> directories() throws IOException {
        try (Stream<Path> all = Files.list(PrivateDirectory.base())) {
            return all.filter(each -> each.getFileName().toString().startsWith("dryrun-"))
                    .filter(LocalLeftovers::isOurs)
                    .toList();
        }
    }

    private static boolean isOurs(Path directory) {
        try {
            return Files.readString(directory.resolve("owner"))
                    .equals(Owner.self().text());
        } catch (IOException e) {
            return false;
        }
    }

    /** Servers that run on a directory that is gone. */
    private static List<String> servers() {
        return ProcessHandle.allProcesses()
                .map(each -> DATA.matcher(Leftovers.commandLine(each.pid())))
                .filter(Matcher::find)
                .map(Matcher::group)
                .filter(each -> Files.notExists(Path.of(each)))
                .toList();
    }
}
