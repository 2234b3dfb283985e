package dev.dryrun.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.dryrun.script.MigrationFormat;
import dev.dryrun.script.TransactionMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the user gave: the dump and the migration. */
public record Inputs(Dump dump, Migration migration) {

    /** The dump and what became of it. */
    public record Dump(
            @JsonUnwrapped DumpFile file, @JsonUnwrapped Restore restore) {}

    /** The dump as it lay on disk; the server version is that of the server which was dumped, where it says so. */
    public record DumpFile(
            String path, Format format, Optional<String> serverVersion, long bytes, String sha256, String database) {

        /** The formats of pg_dump. */
        public enum Format {
            CUSTOM,
            DIRECTORY,
            TAR,
            PLAIN
        }
    }

    /** How the dump was restored; errors are those that {@code --allow-restore-errors} let pass. */
    public record Restore(
            @JsonProperty("restoreMs") Duration duration,
            @JsonProperty("restoreJobs") int jobs,
            @JsonProperty("restoreErrors") List<String> errors) {

        public Restore {
            errors = List.copyOf(errors);
        }
    }

    /** The migration as a whole. The duration runs from its first statement to its last answer. */
    public record Migration(
            List<MigrationFile> files,
            boolean singleTransaction,
            int stepCount,
            @JsonProperty("durationMs") Duration duration) {

        public Migration {
            files = List.copyOf(files);
            if (files.isEmpty() || stepCount < 1) {
                throw new IllegalArgumentException("a migration of " + stepCount + " steps in " + files);
            }
        }
    }

    /** One file of the migration, what it is written for, and how its statements shared transactions. */
    public record MigrationFile(String path, String sha256, MigrationFormat format, TransactionMode transaction) {

        /** Whether it is what it looks like: a psql script, each statement for itself. */
        boolean isPlain() {
            return format == MigrationFormat.PSQL && transaction == TransactionMode.AS_WRITTEN;
        }

        /** Format and mode in words. */
        String manner() {
            return format.text() + ", " + transaction.text();
        }
    }
}
