package dev.dryrun.analysis;

import dev.dryrun.observe.LockMode;
import dev.dryrun.observe.LockSpan.Evidence;
import dev.dryrun.observe.Relation;
import dev.dryrun.time.DurationBounds;
import java.util.Optional;
import java.util.Set;

/**
 * A lock that a step asked for: how long it waited, and held it. {@code relation} is empty for what lived only inside
 * the step; {@code standing} tells whether anybody could wait for it.
 */
public record RelationLock(
        Optional<Relation> relation,
        LockMode mode,
        Standing standing,
        boolean granted,
        LockTimes times,
        int releasedAfterStep,
        Set<Evidence> evidence) {

    /** What the relation was to other sessions. */
    public enum Standing {
        EXISTING,
        /** The transaction itself had created it, so nobody could see it. */
        CREATED,
        /** An earlier transaction of the migration had created it, and nothing that is deployed asks for it. */
        NEW,
        /** An index that CONCURRENTLY had taken out of use before it locked it, so nobody looked at it any more. */
        RETIRED
    }

    public RelationLock {
        evidence = Set.copyOf(evidence);
    }

    public DurationBounds waited() {
        return times.waited();
    }

    public DurationBounds held() {
        return times.held();
    }

    /** The relation's name, {@code transient} where it has none that anybody could use. */
    public String name() {
        return relation.map(Relation::name).orElse("transient");
    }

    /** Whether the migration had created the relation itself, in this step or an earlier one. */
    public boolean created() {
        return standing == Standing.CREATED || standing == Standing.NEW;
    }

    public boolean blocksReads() {
        return standing == Standing.EXISTING && mode.blocksReads();
    }

    public boolean blocksWrites() {
        return standing == Standing.EXISTING && mode.blocksWrites();
    }
}
