package dev.dryrun.observe;

import java.util.Optional;

/**
 * A relation as the catalog has it: its name ({@code public.orders}), its kind as in {@code pg_class.relkind}, the table
 * that it is an index or the TOAST of, the parent that it is a partition of, and its file. An index that is not
 * {@code valid} was never finished: it costs every write and serves no query.
 */
public record Relation(
        long oid,
        String name,
        char relkind,
        Optional<Long> table,
        Optional<Long> parent,
        Optional<Long> fileNode,
        boolean valid) {

    /** A table, materialized view or partitioned table: what a rewrite rewrites. */
    public boolean isHeap() {
        return relkind == 'r' || relkind == 'm' || relkind == 'p';
    }

    public boolean isPartitioned() {
        return relkind == 'p';
    }

    public boolean isIndex() {
        return relkind == 'i' || relkind == 'I';
    }
}
