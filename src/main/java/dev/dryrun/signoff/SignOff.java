package dev.dryrun.signoff;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.dryrun.report.Inputs.MigrationFile;
import dev.dryrun.report.JsonReport;
import dev.dryrun.report.Report;
import dev.dryrun.report.VerdictReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A person's decision on a run: who took it and when, on which bytes it rests, and which breaches it accepts. */
@JsonPropertyOrder({"schemaVersion"})
public record SignOff(
        @JsonUnwrapped Signature signature, Run run, List<Accepted> accepted, Dump dump, Migration migration) {

    /** The version of sign-off.schema.json that a record follows. */
    public static final int SCHEMA_VERSION = 1;

    public SignOff {
        accepted = List.copyOf(accepted);
    }

    /** Who decided and when, in the person's own words; and the version of dryrun that wrote it down. */
    public record Signature(Instant signedAt, String by, Optional<String> note, String dryrunVersion) {

        public Signature {
            if (by.isBlank()) {
                throw new IllegalArgumentException("nobody signed");
            }
        }
    }

    /** The run that was decided on, what came of it, and its report.json by its SHA-256. */
    public record Run(
            String id,
            Instant startedAt,
            String dryrunVersion,
            String serverVersion,
            VerdictReport.Outcome outcome,
            List<VerdictReport.BudgetUse> budgets,
            String reportSha256) {

        public Run {
            budgets = List.copyOf(budgets);
        }
    }

    /** Something that spoke against the release and was accepted: its name, what it was, and the person's reason. */
    public record Accepted(String name, List<String> what, String reason) {

        public Accepted {
            what = List.copyOf(what);
            if (reason.isBlank()) {
                throw new IllegalArgumentException(name + " was accepted for no reason");
            }
        }
    }

    /** The dump that was restored. */
    public record Dump(String path, String sha256, Optional<String> serverVersion, String database) {}

    /** The files that ran, in their order, included ones last; or the command of a migration tool. */
    public record Migration(List<MigrationFile> files, Optional<String> command, boolean singleTransaction) {

        public Migration {
            files = List.copyOf(files);
        }
    }

    static SignOff of(Signature signature, Report report, String reportSha256, List<Accepted> accepted) {
        var dump = report.inputs().dump().file();
        var migration = report.inputs().migration();
        return new SignOff(
                signature,
                new Run(
                        report.run().id(),
                        report.run().startedAt(),
                        report.run().dryrunVersion(),
                        report.conditions().server().version(),
                        report.verdict().outcome(),
                        report.verdict().budgets(),
                        reportSha256),
                accepted,
                new Dump(dump.path(), dump.sha256(), dump.serverVersion(), dump.database()),
                new Migration(migration.files(), migration.command(), migration.singleTransaction()));
    }

    /** The JSON schema that every record follows. */
    public static String schema() {
        return JsonReport.schema(SignOff.class, "sign-off.schema.json");
    }

    @JsonProperty("schemaVersion")
    int schemaVersion() {
        return SCHEMA_VERSION;
    }
}
