package dev.dryrun.report;

import dev.dryrun.script.FileNote;
import java.util.List;
import java.util.Optional;

/** What a report says beyond what was measured: the run, its inputs and the server, and what differs
 * from the dumped database. */
public record RunFacts(
        Report.Run run, Inputs.Dump dump, MigrationFacts migration, ServerFacts server, List<String> warnings) {

    /** The throwaway server: its kind, image and version, and how it was chosen. */
    public record ServerFacts(Conditions.Server.Kind kind, Optional<String> image, String version, String why) {}

    /** The files of the migration, what there is to know about them, and the roles that were made for it. */
    public record MigrationFacts(
            List<Inputs.MigrationFile> files, boolean singleTransaction, List<FileNote> notes, List<String> roles) {

        public MigrationFacts {
            files = List.copyOf(files);
            notes = List.copyOf(notes);
            roles = List.copyOf(roles);
        }
    }

    public RunFacts {
        warnings = List.copyOf(warnings);
    }
}
