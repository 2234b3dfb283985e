package dev.dryrun.observe;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Relations by oid, unchangeable. Every step keeps the catalog that it found, so what is the same in two of them is in
 * memory once: it lies in pages, and a change makes a new one only of those that it touches.
 */
final class RelationMap extends AbstractMap<Long, Relation> {

    private static final int PAGE_BITS = 8;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final RelationMap NONE = new RelationMap(new long[0], new Relation[0][]);

    /** The oids of a page without their last bits, ascending. */
    private final long[] numbers;
    /** A place for each oid; null where there is none. */
    private final Relation[][] pages;

    private final int size;

    private RelationMap(long[] numbers, Relation[][] pages) {
        this.numbers = numbers;
        this.pages = pages;
        this.size = (int) Arrays.stream(pages)
                .flatMap(Arrays::stream)
                .filter(relation -> relation != null)
                .count();
    }

    static RelationMap copyOf(Map<Long, Relation> relations) {
        return relations instanceof RelationMap known ? known : NONE.changed(relations, Set.of());
    }

    /** With relations added or replaced, and others gone. */
    RelationMap changed(Map<Long, Relation> added, Set<Long> gone) {
        Map<Long, Relation[]> fresh = new TreeMap<>();
        added.forEach((oid, relation) -> freshPage(oid, fresh)[slot(oid)] = relation);
        gone.forEach(oid -> freshPage(oid, fresh)[slot(oid)] = null);
        Map<Long, Relation[]> all = new TreeMap<>();
        for (int i = 0; i < numbers.length; i++) {
            all.put(numbers[i], pages[i]);
        }
        all.putAll(fresh);
        long[] changed = all.keySet().stream().mapToLong(Long::longValue).toArray();
        return new RelationMap(
                Arrays.equals(changed, numbers) ? numbers : changed,
                all.values().toArray(new Relation[0][]));
    }

    /** The same relations, those that are in {@code other} as well being those of the other. */
    RelationMap sharing(RelationMap other) {
        Relation[][] shared = new Relation[pages.length][];
        for (int i = 0; i < pages.length; i++) {
            int there = Arrays.binarySearch(other.numbers, numbers[i]);
            shared[i] = there < 0 ? pages[i] : shared(pages[i], other.pages[there]);
        }
        return new RelationMap(Arrays.equals(numbers, other.numbers) ? other.numbers : numbers, shared);
    }

    private static Relation[] shared(Relation[] page, Relation[] other) {
        Relation[] shared = page.clone();
        for (int i = 0; i < PAGE; i++) {
            if (page[i] != null && page[i].equals(other[i])) {
                shared[i] = other[i];
            }
        }
        return Arrays.equals(shared, other) ? other : shared;
    }

    private Relation[] freshPage(long oid, Map<Long, Relation[]> fresh) {
        return fresh.computeIfAbsent(number(oid), number -> {
            int at = Arrays.binarySearch(numbers, number);
            return at < 0 ? new Relation[PAGE] : pages[at].clone();
        });
    }

    @Override
    public Relation get(Object key) {
        if (!(key instanceof Long oid)) {
            return null;
        }
        int at = Arrays.binarySearch(numbers, number(oid));
        return at < 0 ? null : pages[at][slot(oid)];
    }

    @Override
    public boolean containsKey(Object key) {
        return get(key) != null;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Set<Map.Entry<Long, Relation>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<Long, Relation>> iterator() {
                return IntStream.range(0, pages.length)
                        .boxed()
                        .flatMap(page -> IntStream.range(0, PAGE)
                                .filter(slot -> pages[page][slot] != null)
                                .mapToObj(slot -> Map.entry(numbers[page] << PAGE_BITS | slot, pages[page][slot])))
                        .iterator();
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    private static long number(long oid) {
        return oid >> PAGE_BITS;
    }

    private static int slot(long oid) {
        return (int) (oid & PAGE - 1);
    }
}
