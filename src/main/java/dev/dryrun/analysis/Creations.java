package dev.dryrun.analysis;

import dev.dryrun.observe.RanStep;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a transaction has created itself, and nobody else can see. */
final class Creations {

    private Creations() {}

    /** The oids of what the transaction of a step has created up to and with it. */
    static Set<Long> inTransactionOf(RanStep step, List<RanStep> all) {
        Set<Long> created = new HashSet<>();
        for (RanStep other : all) {
            boolean same = step.transaction().isPresent() && other.transaction().equals(step.transaction());
            if (other == step || same && other.number() < step.number()) {
                other.facts().created().forEach(relation -> created.add(relation.oid()));
            }
        }
        return created;
    }
}
