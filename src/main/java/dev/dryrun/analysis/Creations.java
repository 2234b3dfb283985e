package dev.dryrun.analysis;

import dev.dryrun.observe.Catalog;
import dev.dryrun.observe.RanStep;
import dev.dryrun.observe.Relation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a migration has created itself, so that nobody else can see it, or nobody who is deployed asks for it. */
final class Creations {

    private Creations() {}

    /** The oids of what the transaction of a step has created up to and with it. */
    static Set<Long> inTransactionOf(RanStep step, List<RanStep> all) {
        return created(all, other -> other == step || isBefore(other, step) && isInTransactionOf(other, step));
    }

    /**
     * The oids of what earlier transactions have created. What has got the name of something that the migration found
     * is not among it: the application asks for that name.
     */
    static Set<Long> before(RanStep step, List<RanStep> all) {
        Set<String> known = all.get(0).catalog().relations().values().stream()
                .map(Relation::name)
                .collect(Collectors.toSet());
        all.get(0).facts().created().forEach(relation -> known.remove(relation.name()));
        Catalog now = step.catalog();
        Set<Long> created = created(all, other -> isBefore(other, step) && !isInTransactionOf(other, step));
        created.removeIf(oid ->
                now.relation(oid).map(Relation::name).filter(known::contains).isPresent());
        return created;
    }

    private static Set<Long> created(List<RanStep> all, Predicate<RanStep> by) {
        Set<Long> created = new HashSet<>();
        all.stream()
                .filter(by)
                .forEach(step -> step.facts().created().forEach(relation -> created.add(relation.oid())));
        return created;
    }

    private static boolean isBefore(RanStep other, RanStep step) {
        return other.number() < step.number();
    }

    private static boolean isInTransactionOf(RanStep other, RanStep step) {
        return step.transaction().isPresent() && other.transaction().equals(step.transaction());
    }
}
