package dev.dryrun.report;

import dev.dryrun.plan.LoadPlan;
import java.util.List;
import java.util.Optional;

/** What a report says beyond what was measured: the run, its inputs and the server, and what differs
 * from the dumped database. */
public record RunFacts(
        Report.Run run,
        Inputs.Dump dump,
        List<Inputs.MigrationFile> files,
        boolean singleTransaction,
        ServerFacts server,
        LoadPlan load,
        List<String> warnings) {

    /** The throwaway server: its kind, image and version, and how it was chosen. */
    public record ServerFacts(Conditions.Server.Kind kind, Optional<String> image, String version, String why) {}

    public RunFacts {
        files = List.copyOf(files);
        warnings = List.copyOf(warnings);
    }
}
