package dev.dryrun.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The checkout that a job of GitHub Actions works in, from whose root annotations name their files. */
record Checkout(Optional<Path> root, Path here) {

    static Checkout of(Map<String, String> environment) {
        String workspace = environment.getOrDefault("GITHUB_WORKSPACE", "");
        return new Checkout(
                workspace.isEmpty() ? Optional.empty() : Optional.of(Path.of(workspace)),
                Path.of("").toAbsolutePath());
    }

    /** The path from the root of the checkout; as it is for a file outside of it. */
    String path(String file) {
        try {
            Path whole = here.resolve(file).normalize();
            return root.map(Path::normalize)
                    .filter(whole::startsWith)
                    .map(top -> top.relativize(whole).toString().replace('\\', '/'))
                    .orElse(file);
        } catch (InvalidPathException strange) {
            return file;
        }
    }
}
