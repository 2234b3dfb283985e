package dev.dryrun.plan;

import java.nio.file.Path;
import java.util.List;

/** Where the load's queries come from: the values of {@code --load} and {@code --load-from-statements}. */
public sealed interface LoadSource {

    LoadSource AUTO = new Automatic();
    LoadSource NONE = new None();

    /** Derived from the schema of the restored database. */
    record Automatic() implements LoadSource {}

    /** No load at all. */
    record None() implements LoadSource {}

    /** Profiles in YAML, or scripts of pgbench. */
    record Files(List<LoadFile> files) implements LoadSource {

        public Files {
            files = List.copyOf(files);
        }
    }

    /** An export of pg_stat_statements, in CSV or JSON. */
    record Statements(Path file) implements LoadSource {}

    /** A file and its share of the requests beside the other files, as pgbench's {@code -f FILE@WEIGHT}. */
    record LoadFile(Path path, int weight) {

        public LoadFile {
            if (weight < 1) {
                throw new IllegalArgumentException("not a weight: " + weight);
            }
        }
    }
}
