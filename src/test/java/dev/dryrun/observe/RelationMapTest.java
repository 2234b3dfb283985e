package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RelationMapTest {

    private static final long LARGEST_OID = 4_294_967_295L;

    @Test
    void it_holds_what_a_map_holds_after_any_changes() {
        Random random = new Random(7);
        Map<Long, Relation> expected = new HashMap<>();
        RelationMap map = RelationMap.copyOf(expected);
        for (int change = 0; change < 300; change++) {
            Map<Long, Relation> added = new HashMap<>();
            Set<Long> gone = new HashSet<>();
            for (int i = 0; i < 5; i++) {
                long oid = random.nextInt(2000);
                added.put(oid, relation(oid, "v" + change));
                gone.add((long) random.nextInt(2000));
            }
            map = map.changed(added, gone);
            expected.putAll(added);
            expected.keySet().removeAll(gone);
            assertThat(map).isEqualTo(expected).hasSize(expected.size());
        }
        assertThat(expected).isEqualTo(map).hasSizeGreaterThan(300);
        assertThat(RelationMap.copyOf(expected)).isEqualTo(map).hasSameHashCodeAs(expected);
    }

    @Test
    void the_largest_oid_has_a_place_and_what_is_no_oid_has_none() {
        RelationMap map = RelationMap.copyOf(Map.of(LARGEST_OID, relation(LARGEST_OID, "last")));

        assertThat(map.get(LARGEST_OID).name()).isEqualTo("last");
        assertThat(map.containsKey(LARGEST_OID - 1)).isFalse();
        assertThat(map.containsKey("last")).isFalse();
        assertThat(map.keySet()).containsExactly(LARGEST_OID);
    }

    @Test
    void the_map_that_was_changed_stays_as_it_was() {
        RelationMap before = RelationMap.copyOf(Map.of(1L, relation(1, "a"), 2L, relation(2, "b")));
        RelationMap after = before.changed(Map.of(1L, relation(1, "c")), Set.of(2L));

        assertThat(before.get(1L).name()).isEqualTo("a");
        assertThat(before).hasSize(2);
        assertThat(after.get(1L).name()).isEqualTo("c");
        assertThat(after).hasSize(1);
    }

    @Test
    void what_was_read_anew_and_is_alike_is_kept_once() {
        Map<Long, Relation> first = new HashMap<>();
        Map<Long, Relation> second = new HashMap<>();
        for (long oid = 1; oid <= 1000; oid++) {
            first.put(oid, relation(oid, "t" + oid));
            second.put(oid, relation(oid, oid == 600 ? "renamed" : "t" + oid));
        }
        Catalog before = new Catalog(first, ForeignKeys.NONE);
        Catalog after = new Catalog(second, ForeignKeys.of(Set.of())).sharing(before);

        assertThat(after.relation(600)).map(Relation::name).contains("renamed");
        for (long oid = 1; oid <= 1000; oid++) {
            if (oid != 600) {
                assertThat(after.relation(oid).orElseThrow())
                        .isSameAs(before.relation(oid).orElseThrow());
            }
        }
        assertThat(after.foreignKeys()).isSameAs(before.foreignKeys());
        assertThat(after.relations()).isEqualTo(second);
    }

    private static Relation relation(long oid, String name) {
        return new Relation(oid, name, 'r', Optional.empty(), Optional.empty(), Optional.empty(), true);
    }
}
