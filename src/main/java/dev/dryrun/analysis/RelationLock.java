package dev.dryrun.analysis;

import dev.dryrun.observe.LockMode;
import dev.dryrun.observe.LockSpan.Evidence;
import dev.dryrun.observe.Relation;
import dev.dryrun.time.DurationBounds;
import java.util.Optional;
import java.util.Set;

/**
 * A lock that a step asked for: how long it waited, and held it. {@code relation} is empty for what lived only inside
 * the step; {@code created} tells that the transaction itself had created the relation, so nobody could wait for it.
 */
public record RelationLock(
        Optional<Relation> relation,
        LockMode mode,
        boolean created,
        boolean granted,
        DurationBounds waited,
        DurationBounds held,
        int releasedAfterStep,
        Set<Evidence> evidence) {

    public RelationLock {
        evidence = Set.copyOf(evidence);
    }

    /** The relation's name, {@code transient} where it has none that anybody could use. */
    public String name() {
        return relation.map(Relation::name).orElse("transient");
    }

    public boolean blocksReads() {
        return !created && mode.blocksReads();
    }

    public boolean blocksWrites() {
        return !created && mode.blocksWrites();
    }
}
