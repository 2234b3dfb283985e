package dev.dryrun.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The pg_restore of this machine, for a container whose own is older than the pg_dump that wrote the archive. */
record RestoreProgram(Programs programs, ProgramRun runs) {

    ProgramResult run(ProgramCall call, Map<String, String> environment, ProgramStreams streams) {
        List<String> command = new ArrayList<>(List.of(programs.path(call.program())));
        command.addAll(call.arguments());
        return runs.run(command, environment, call.deadline(), streams);
    }

    void endAll() {
        runs.endAll();
    }
}
