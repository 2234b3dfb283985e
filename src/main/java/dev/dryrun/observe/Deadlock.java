package dev.dryrun.observe;

import java.util.List;
import java.util.Optional;

/** A deadlock that the server ended by failing one of its sessions, as its log tells of it. */
public record Deadlock(int victim, List<Party> parties) {

    /**
     * A session of the cycle: the step where it was one of the migration's, what it waited for in the server's words
     * ({@code ShareLock on transaction 737}), and its statement.
     */
    public record Party(int pid, Optional<Integer> step, String waitsFor, String statement) {

        public boolean isOfMigration() {
            return step.isPresent();
        }
    }

    public Deadlock {
        parties = List.copyOf(parties);
    }

    /** The first step of the migration that had a part in it; empty where others were at odds among themselves. */
    public Optional<Integer> step() {
        return parties.stream().flatMap(party -> party.step().stream()).findFirst();
    }

    /** Whether it was the migration that the server failed; its own error tells the rest. */
    public boolean failedMigration() {
        return parties.stream().anyMatch(party -> party.pid() == victim && party.isOfMigration());
    }
}
