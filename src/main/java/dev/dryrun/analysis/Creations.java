package dev.dryrun.analysis;

import dev.dryrun.observe.BlockedSpan;
import dev.dryrun.observe.Catalog;
import dev.dryrun.observe.LockObservations;
import dev.dryrun.observe.RanStep;
import dev.dryrun.observe.Relation;
import dev.dryrun.time.Moment;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a migration has created itself, so that nobody else can see it, or nobody who is deployed asks for it. */
final class Creations {

    /** What may lead from a table that the application knows to one that the migration has made. */
    private static final Set<String> LEADING = Set.of(
            "CREATE TRIGGER",
            "CREATE EVENT TRIGGER",
            "CREATE FUNCTION",
            "CREATE PROCEDURE",
            "CREATE VIEW",
            "CREATE RULE",
            "CREATE POLICY",
            "DO",
            "CALL");

    /** Where something was created. */
    private record Creation(int step, Optional<Integer> transaction) {}

    private final Map<Long, Creation> creations = new HashMap<>();
    private final Set<String> knownNames;
    private final Set<Long> awaited;
    private final int leadingFrom;

    Creations(List<RanStep> ran, LockObservations seen) {
        for (RanStep step : ran) {
            step.facts()
                    .created()
                    .forEach(relation ->
                            creations.putIfAbsent(relation.oid(), new Creation(step.number(), step.transaction())));
        }
        knownNames = ran.isEmpty() ? Set.of() : namesBefore(ran.get(0));
        awaited = awaited(ran, seen.blocked());
        leadingFrom = ran.stream()
                .filter(Creations::mayLead)
                .mapToInt(RanStep::number)
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    /** Whether the transaction of a step has created a relation, up to and with that step. */
    boolean inTransactionOf(RanStep step, long relation) {
        Creation creation = creations.get(relation);
        return creation != null
                && (creation.step() == step.number()
                        || creation.step() < step.number() && isInTransactionOf(creation, step));
    }

    /**
     * Whether an earlier transaction has created a relation that nothing deployed asks for when the step runs. That is
     * not so when it has the name of something that the migration found, when the migration may have made something
     * that leads to it (a trigger, a view), and when somebody was seen to wait for it.
     */
    boolean isUnused(RanStep step, long relation) {
        Creation creation = creations.get(relation);
        return creation != null
                && creation.step() < step.number()
                && !isInTransactionOf(creation, step)
                && step.number() < leadingFrom
                && !awaited.contains(relation)
                && step.catalog()
                        .relation(relation)
                        .filter(found -> knownNames.contains(found.name()))
                        .isEmpty();
    }

    private static boolean isInTransactionOf(Creation creation, RanStep step) {
        return step.transaction().isPresent() && creation.transaction().equals(step.transaction());
    }

    /**
     * What somebody waited for, but not where he came to it through a table that was there before: until it had become a
     * partition of that one he asked for nothing of it.
     */
    private Set<Long> awaited(List<RanStep> ran, List<BlockedSpan> blocked) {
        NavigableMap<Moment, RanStep> sent = new TreeMap<>();
        ran.forEach(step -> sent.put(step.timing().sent(), step));
        Set<Long> found = new HashSet<>();
        for (BlockedSpan span : blocked) {
            Optional<Long> relation = span.request().relation().filter(creations::containsKey);
            Optional<RanStep> step =
                    Optional.ofNullable(sent.floorEntry(span.ended().latest())).map(Map.Entry::getValue);
            relation.filter(oid -> step.isEmpty() || !belongsToOthers(step.get().catalog(), oid))
                    .ifPresent(found::add);
        }
        return found;
    }

    private boolean belongsToOthers(Catalog catalog, long relation) {
        return !creations.keySet().containsAll(catalog.withParents(catalog.tableOf(relation)));
    }

    /** Its catalog is as the step found it, with what it created added. */
    private static Set<String> namesBefore(RanStep first) {
        Set<Long> created = new HashSet<>();
        first.facts().created().forEach(relation -> created.add(relation.oid()));
        return first.catalog().relations().values().stream()
                .filter(relation -> !created.contains(relation.oid()))
                .map(Relation::name)
                .collect(Collectors.toSet());
    }

    /** Whether what is known of later steps depends on this one. */
    static boolean matters(RanStep step) {
        return !step.facts().created().isEmpty() || mayLead(step);
    }

    private static boolean mayLead(RanStep step) {
        String kind = step.step().kind();
        return LEADING.contains(kind) || kind.contains("\\;");
    }
}
