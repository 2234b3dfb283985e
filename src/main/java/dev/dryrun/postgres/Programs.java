package dev.dryrun.postgres;

import java.nio.file.Path;

/** A directory of Postgres programs of one version. */
record Programs(Path directory, int major, String version) {

    String path(String program) {
        return directory.resolve(program).toString();
    }
}
