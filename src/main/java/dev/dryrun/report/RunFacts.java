package dev.dryrun.report;

import dev.dryrun.plan.LoadPlan;
import dev.dryrun.script.FileNote;
import java.util.List;
import java.util.Optional;

/** What a report says beyond what was measured: the run, its inputs and the server, and what differs
 * from the dumped database. */
public record RunFacts(
        Report.Run run,
        Inputs.Dump dump,
        MigrationFacts migration,
        ServerFacts server,
        LoadPlan load,
        List<String> warnings) {

    /** The throwaway server: its kind, image and version, and how it was chosen. */
    public record ServerFacts(Conditions.Server.Kind kind, Optional<String> image, String version, String why) {}

    /** The files of the migration, what there is to know about them, and whether one transaction holds them all. */
    public record MigrationFacts(List<Inputs.MigrationFile> files, boolean singleTransaction, List<FileNote> notes) {

        public MigrationFacts {
            files = List.copyOf(files);
            notes = List.copyOf(notes);
        }
    }

    public RunFacts {
        warnings = List.copyOf(warnings);
    }
}
