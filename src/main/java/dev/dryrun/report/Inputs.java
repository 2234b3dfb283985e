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
            String path,
            Format format,
            Compression compression,
            Optional<String> serverVersion,
            long bytes,
            String sha256,
            String database) {

        /** The formats of pg_dump. */
        public enum Format {
            CUSTOM,
            DIRECTORY,
            TAR,
            PLAIN
        }

        /** What the file as a whole was compressed with. */
        public enum Compression {
            NONE,
            GZIP,
            ZSTD
        }
    }

    /**
     * How the dump was restored; errors are those that {@code --allow-restore-errors} let pass, roles those that were made
     * because the dump names them.
     */
    public record Restore(
            @JsonProperty("restoreMs") Duration duration,
            @JsonProperty("restoreJobs") int jobs,
            @JsonProperty("restoreErrors") List<String> errors,
            List<String> roles) {

        public Restore {
            errors = List.copyOf(errors);
            roles = List.copyOf(roles);
        }
    }

    /**
     * The migration as a whole: files, or the command of a migration tool. The duration runs from its first statement to
     * its last answer; roles are those that were made because it names them.
     */
    public record Migration(
            List<MigrationFile> files,
            Optional<String> command,
            boolean singleTransaction,
            int stepCount,
            @JsonProperty("durationMs") Duration duration,
            List<String> roles) {

        public Migration {
            files = List.copyOf(files);
            roles = List.copyOf(roles);
            if (files.isEmpty() != command.isPresent() || stepCount < 1) {
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
