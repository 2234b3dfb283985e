package dev.dryrun.analysis;

import dev.dryrun.observe.RanStep;
import dev.dryrun.observe.Relation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The relations that existed before and that a step gave new files, with the cause of each. */
final class StepFiles {

    private StepFiles() {}

    static List<FileChange> of(RanStep ran, Creations creations) {
        Map<Long, Relation> changed = ran.facts().changedFiles().stream()
                .map(ran.catalog()::relation)
                .flatMap(Optional::stream)
                .filter(relation -> !creations.inTransactionOf(ran, relation.oid())
                        && !relation.name().startsWith("pg_temp_"))
                .collect(Collectors.toMap(Relation::oid, relation -> relation));
        List<FileChange> files = new ArrayList<>();
        for (Relation relation : changed.values()) {
            // The TOAST table and its index go the way of their table.
            if (!relation.name().startsWith("pg_toast.")) {
                files.add(new FileChange(
                        relation, FileChange.causeOf(relation, ran.step().sql(), changed)));
            }
        }
        for (Relation fresh : ran.facts().created()) {
            FileChange.reindexed(fresh, ran.facts().dropped()).ifPresent(files::add);
        }
        files.sort(Comparator.comparing(file -> file.relation().name()));
        return files;
    }
}
