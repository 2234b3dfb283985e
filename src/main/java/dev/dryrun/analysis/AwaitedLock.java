package dev.dryrun.analysis;

import dev.dryrun.observe.Catalog;
import dev.dryrun.observe.LockRequest;
import dev.dryrun.observe.Relation;
import java.util.Optional;

/**
 * What somebody waits for, in words: the {@code locktype} of {@code pg_locks}; the relation where it is one or part of
 * one; and what else tells it from others, such as the id of a transaction or the key of an advisory lock.
 */
public record AwaitedLock(String lockType, Optional<String> relation, Optional<String> object) {

    public static AwaitedLock of(LockRequest request, Catalog catalog) {
        Optional<String> relation = request.relation()
                .map(oid -> catalog.relation(oid).map(Relation::name).orElse("transient"));
        return new AwaitedLock(request.lockType(), relation, object(request, catalog));
    }

    /** The same for all transactions and rows: of those there is another for every wait. */
    AwaitedLock alike() {
        boolean passing = !lockType.equals("advisory") && !lockType.equals("object");
        return passing ? new AwaitedLock(lockType, relation, Optional.empty()) : this;
    }

    /** {@code pg_catalog.pg_type 16385}: the catalog that has the object, and its oid there. */
    private static Optional<String> object(LockRequest request, Catalog catalog) {
        if (!request.lockType().equals("object")) {
            return Optional.of(request.object()).filter(text -> !text.isEmpty());
        }
        String[] oids = request.object().split("\\.");
        return catalog.relation(Long.parseLong(oids[0]))
                .map(holding -> holding.name() + " " + oids[1])
                .or(() -> Optional.of(request.object()));
    }
}
