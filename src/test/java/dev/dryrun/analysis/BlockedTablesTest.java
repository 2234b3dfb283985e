package dev.dryrun.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.observe.Catalog;
import dev.dryrun.observe.ForeignKey;
import dev.dryrun.observe.ForeignKey.Action;
import dev.dryrun.observe.ForeignKeys;
import dev.dryrun.observe.LockMode;
import dev.dryrun.observe.LockSpan;
import dev.dryrun.observe.LockSpan.Evidence;
import dev.dryrun.observe.Relation;
import dev.dryrun.time.Between;
import dev.dryrun.time.DurationBounds;
import dev.dryrun.time.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BlockedTablesTest {

    private static final DurationBounds TEN = new DurationBounds(Duration.ofMillis(10), Duration.ofMillis(10));
    private static final long ORDERS = 1;
    private static final long ORDERS_PKEY = 2;
    private static final long ITEMS = 3;
    private static final long EVENTS = 4;
    private static final long EVENTS_MAY = 5;
    private static final long TOAST = 6;
    private static final long SEQUENCE = 7;
    private static final long NOTES = 8;

    private final Catalog catalog = new Catalog(
            Map.of(
                    ORDERS, table(ORDERS, "public.orders", 'r'),
                    ORDERS_PKEY, partOf(ORDERS, ORDERS_PKEY, "public.orders_pkey", 'i'),
                    NOTES, table(NOTES, "public.notes", 'r'),
                    ITEMS, table(ITEMS, "public.order_items", 'r'),
                    EVENTS, table(EVENTS, "public.events", 'p'),
                    EVENTS_MAY,
                            new Relation(
                                    EVENTS_MAY,
                                    "public.events_may",
                                    'r',
                                    Optional.empty(),
                                    Optional.of(EVENTS),
                                    Optional.empty(),
                                    true),
                    TOAST, partOf(ORDERS, TOAST, "pg_toast.pg_toast_1", 't'),
                    SEQUENCE, table(SEQUENCE, "public.orders_id_seq", 'S')),
            ForeignKeys.of(List.of(key(ITEMS, ORDERS, Action.LOOK), key(NOTES, ITEMS, Action.CASCADE))));

    private BlockedTables blocked = new BlockedTables(catalog, table -> false);

    @Test
    void access_exclusive_blocks_reads_and_writes_of_its_table_and_writes_of_those_that_reference_it() {
        add(ORDERS, LockMode.ACCESS_EXCLUSIVE);
        assertThat(blocked.reads()).containsOnly(Map.entry("public.orders", TEN));
        assertThat(blocked.writes())
                .containsOnly(Map.entry("public.orders", TEN), Map.entry("public.order_items", TEN));
    }

    @Test
    void share_blocks_writes_of_its_table_only() {
        add(ORDERS, LockMode.SHARE);
        assertThat(blocked.reads()).isEmpty();
        assertThat(blocked.writes()).containsOnlyKeys("public.orders");
    }

    @Test
    void share_update_exclusive_blocks_nobody_who_reads_or_writes() {
        add(ORDERS, LockMode.SHARE_UPDATE_EXCLUSIVE);
        assertThat(blocked.reads()).isEmpty();
        assertThat(blocked.writes()).isEmpty();
    }

    @Test
    void a_table_that_no_deployed_application_asks_for_is_not_blocked_and_what_it_belongs_to_is() {
        blocked = new BlockedTables(catalog, Set.of(ITEMS, EVENTS_MAY)::contains);
        add(ORDERS, LockMode.ACCESS_EXCLUSIVE);
        add(EVENTS_MAY, LockMode.ACCESS_EXCLUSIVE);
        assertThat(blocked.reads()).containsOnlyKeys("public.orders", "public.events");
        assertThat(blocked.writes()).containsOnlyKeys("public.orders", "public.events");
    }

    @Test
    void access_exclusive_on_a_referencing_table_blocks_writes_of_the_referenced_one_through_it() {
        add(ITEMS, LockMode.EXCLUSIVE);
        assertThat(blocked.writes().keySet())
                .containsExactlyInAnyOrder("public.order_items", "public.orders", "public.notes");
        assertThat(blocked.through())
                .containsOnly(
                        Map.entry(
                                "public.orders",
                                Set.of("DELETE, or UPDATE of the key, through the foreign key of public.order_items")),
                        Map.entry(
                                "public.notes", Set.of("INSERT, or UPDATE of the foreign key to public.order_items")));
    }

    @Test
    void share_blocks_deletes_of_the_referenced_table_only_where_they_cascade_and_no_further() {
        add(ITEMS, LockMode.SHARE);
        assertThat(blocked.writes()).containsOnlyKeys("public.order_items");
        add(NOTES, LockMode.SHARE);
        assertThat(blocked.through()).isEmpty();
        assertThat(blocked.writes()).containsOnlyKeys("public.order_items", "public.notes");
    }

    @Test
    void a_delete_that_cascades_is_blocked_by_a_lock_on_the_last_table_of_the_chain() {
        ForeignKeys keys =
                ForeignKeys.of(List.of(key(ITEMS, ORDERS, Action.CASCADE), key(NOTES, ITEMS, Action.CASCADE)));
        blocked = new BlockedTables(new Catalog(catalog.relations(), keys), table -> false);
        add(NOTES, LockMode.SHARE);
        assertThat(blocked.through()).containsOnlyKeys("public.order_items", "public.orders");
        assertThat(blocked.reads()).isEmpty();
    }

    @Test
    void a_new_table_that_references_a_known_one_is_in_the_way_of_its_deletes() {
        blocked = new BlockedTables(catalog, Set.of(ITEMS)::contains);
        add(ITEMS, LockMode.ACCESS_EXCLUSIVE);
        assertThat(blocked.writes()).containsOnlyKeys("public.orders", "public.notes");
    }

    @Test
    void a_lock_on_an_index_counts_for_its_table() {
        add(ORDERS_PKEY, LockMode.ACCESS_EXCLUSIVE);
        assertThat(blocked.reads()).containsOnlyKeys("public.orders");
    }

    @Test
    void a_lock_on_a_toast_table_counts_for_its_table() {
        add(TOAST, LockMode.ACCESS_EXCLUSIVE);
        assertThat(blocked.reads()).containsOnlyKeys("public.orders");
    }

    @Test
    void a_lock_on_a_partition_counts_for_its_parents() {
        add(EVENTS_MAY, LockMode.ACCESS_EXCLUSIVE);
        assertThat(blocked.reads()).containsOnlyKeys("public.events", "public.events_may");
    }

    @Test
    void a_lock_on_a_partition_that_is_being_detached_counts_for_neither_its_parents_nor_their_foreign_keys() {
        ForeignKeys keys = ForeignKeys.of(List.of(
                key(EVENTS, ORDERS, Action.CASCADE),
                key(EVENTS_MAY, ORDERS, Action.CASCADE),
                key(ITEMS, EVENTS, Action.LOOK),
                key(ITEMS, EVENTS_MAY, Action.LOOK),
                key(NOTES, EVENTS_MAY, Action.LOOK)));
        blocked = new BlockedTables(new Catalog(catalog.relations(), keys), table -> false);
        blocked.detaching(EVENTS_MAY);
        add(EVENTS_MAY, LockMode.ACCESS_EXCLUSIVE);
        assertThat(blocked.reads()).containsOnlyKeys("public.events_may");
        assertThat(blocked.writes()).containsOnlyKeys("public.events_may", "public.notes");
    }

    @Test
    void a_lock_on_a_parent_does_not_count_for_its_partitions() {
        add(EVENTS, LockMode.ACCESS_EXCLUSIVE);
        assertThat(blocked.reads()).containsOnlyKeys("public.events");
    }

    @Test
    void a_lock_on_a_sequence_counts_for_no_table() {
        add(SEQUENCE, LockMode.ACCESS_EXCLUSIVE);
        assertThat(blocked.reads()).isEmpty();
    }

    @Test
    void table_and_index_locked_at_once_count_once() {
        add(ORDERS, LockMode.ACCESS_EXCLUSIVE);
        add(ORDERS_PKEY, LockMode.ACCESS_EXCLUSIVE);
        assertThat(blocked.reads()).containsEntry("public.orders", TEN);
    }

    private void add(long relation, LockMode mode) {
        Between start = Between.exactly(Moment.ORIGIN);
        Between end = Between.exactly(Moment.ORIGIN.plus(Duration.ofMillis(10)));
        LockSpan span = new LockSpan(
                relation,
                mode,
                start,
                Optional.of(start),
                end,
                new LockSpan.Steps(1, 1),
                Set.of(Evidence.SNAPSHOT),
                Optional.empty());
        blocked.add(span, start, end);
    }

    private static ForeignKey key(long referencing, long referenced, Action onDelete) {
        return new ForeignKey(referencing, Set.of(2), referenced, Set.of(1), onDelete, Action.LOOK);
    }

    private static Relation table(long oid, String name, char relkind) {
        return new Relation(oid, name, relkind, Optional.empty(), Optional.empty(), Optional.empty(), true);
    }

    private static Relation partOf(long table, long oid, String name, char relkind) {
        return new Relation(oid, name, relkind, Optional.of(table), Optional.empty(), Optional.empty(), true);
    }
}
