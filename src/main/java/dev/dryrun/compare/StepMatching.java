package dev.dryrun.compare;

import dev.dryrun.report.Report;
import dev.dryrun.report.StepReport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds the steps of one run in the other: the longest common sequence of equal statements, as a diff of two texts does;
 * what is left over and stands in both is matched as moved. Very long stretches without anything in common are divided at
 * the statements that stand in each of them once.
 */
final class StepMatching {

    private static final int NOBODY = -1;

    /** As many as a table of lengths may have entries. */
    private static final long LARGEST_TABLE = 4_000_000;

    /** The same words again and again, and no work of their own: none of them has a place that it could be moved to. */
    private static final Set<String> FRAMES = Set.of("BEGIN", "START TRANSACTION", "COMMIT", "END", "ROLLBACK", "SET");

    private final List<StepReport> earlier;
    private final List<StepReport> later;
    private final int[] before;
    private final int[] after;

    /** For each later step the place of the earlier one. */
    private final int[] partners;

    private StepMatching(Report before, Report after) {
        StepKeys keys = new StepKeys(before, after);
        this.earlier = before.steps();
        this.later = after.steps();
        this.before = keys.of(earlier);
        this.after = keys.of(later);
        this.partners = new int[this.after.length];
        Arrays.fill(partners, NOBODY);
    }

    /** All steps of both: those of the later run in their order, removed ones where they stood. */
    static List<StepPair> of(Report before, Report after) {
        StepMatching matching = new StepMatching(before, after);
        matching.match(new Window(0, matching.before.length, 0, matching.after.length));
        return matching.pairs();
    }

    static boolean isFrame(String kind) {
        return FRAMES.contains(kind);
    }

    /** A stretch of the earlier steps and one of the later, ends excluded. */
    private record Window(int from, int to, int laterFrom, int laterTo) {

        boolean isEmpty() {
            return from >= to || laterFrom >= laterTo;
        }

        long size() {
            return (long) (to - from + 1) * (laterTo - laterFrom + 1);
        }
    }

    private void match(Window window) {
        Window rest = trimmed(window);
        if (rest.isEmpty()) {
            return;
        }
        if (rest.size() <= LARGEST_TABLE) {
            matchByTable(rest);
        } else {
            matchBetweenAnchors(rest);
        }
    }

    /** Matches what is equal at either end. */
    private Window trimmed(Window window) {
        int from = window.from();
        int laterFrom = window.laterFrom();
        while (from < window.to() && laterFrom < window.laterTo() && before[from] == after[laterFrom]) {
            partners[laterFrom++] = from++;
        }
        int to = window.to();
        int laterTo = window.laterTo();
        while (from < to && laterFrom < laterTo && before[to - 1] == after[laterTo - 1]) {
            partners[--laterTo] = --to;
        }
        return new Window(from, to, laterFrom, laterTo);
    }

    private void matchByTable(Window window) {
        int rows = window.to() - window.from();
        int columns = window.laterTo() - window.laterFrom();
        int[][] lengths = new int[rows + 1][columns + 1];
        for (int row = rows - 1; row >= 0; row--) {
            for (int column = columns - 1; column >= 0; column--) {
                lengths[row][column] = before[window.from() + row] == after[window.laterFrom() + column]
                        ? lengths[row + 1][column + 1] + 1
                        : Math.max(lengths[row + 1][column], lengths[row][column + 1]);
            }
        }
        for (int row = 0, column = 0; row < rows && column < columns; ) {
            if (before[window.from() + row] == after[window.laterFrom() + column]) {
                partners[window.laterFrom() + column++] = window.from() + row++;
            } else if (lengths[row + 1][column] >= lengths[row][column + 1]) {
                row++;
            } else {
                column++;
            }
        }
    }

    /** Where nothing stands just once, nothing is matched here, and everything later, by its order. */
    private void matchBetweenAnchors(Window window) {
        Map<Integer, Integer> unique = placesOfUnique(before, window.from(), window.to());
        Map<Integer, Integer> laterUnique = placesOfUnique(after, window.laterFrom(), window.laterTo());
        int[] places = IntStream.range(window.laterFrom(), window.laterTo())
                .filter(place ->
                        laterUnique.get(after[place]) == place && unique.getOrDefault(after[place], NOBODY) != NOBODY)
                .toArray();
        int[] earlierPlaces =
                Arrays.stream(places).map(place -> unique.get(after[place])).toArray();
        int from = window.from();
        int laterFrom = window.laterFrom();
        for (int anchor : Ascending.longest(earlierPlaces)) {
            partners[places[anchor]] = earlierPlaces[anchor];
            match(new Window(from, earlierPlaces[anchor], laterFrom, places[anchor]));
            from = earlierPlaces[anchor] + 1;
            laterFrom = places[anchor] + 1;
        }
        if (from > window.from()) {
            match(new Window(from, window.to(), laterFrom, window.laterTo()));
        }
    }

    private static Map<Integer, Integer> placesOfUnique(int[] keys, int from, int to) {
        Map<Integer, Integer> places = new HashMap<>();
        for (int place = from; place < to; place++) {
            int here = place;
            places.merge(keys[place], here, (one, other) -> NOBODY);
        }
        return places;
    }

    private List<StepPair> pairs() {
        boolean[] taken = new boolean[before.length];
        for (int partner : partners) {
            if (partner != NOBODY) {
                taken[partner] = true;
            }
        }
        int[] moved = moved(taken);
        int[] nextPartners = nextPartners();
        List<StepPair> pairs = new ArrayList<>();
        int next = 0;
        for (int place = 0; place < after.length; place++) {
            next = addRemoved(pairs, taken, next, nextPartners[place]);
            if (partners[place] != NOBODY) {
                pairs.add(StepPair.of(earlier.get(partners[place]), later.get(place), false));
                next = partners[place] + 1;
            } else if (moved[place] != NOBODY) {
                pairs.add(StepPair.of(earlier.get(moved[place]), later.get(place), true));
            } else {
                pairs.add(StepPair.inserted(later.get(place)));
            }
        }
        addRemoved(pairs, taken, next, before.length);
        return pairs;
    }

    /** For each later step the earlier one that it, or the first matched one behind it, belongs to. */
    private int[] nextPartners() {
        int[] next = new int[after.length];
        int behind = before.length;
        for (int place = after.length - 1; place >= 0; place--) {
            behind = partners[place] == NOBODY ? behind : partners[place];
            next[place] = behind;
        }
        return next;
    }

    private int addRemoved(List<StepPair> pairs, boolean[] taken, int from, int to) {
        for (int place = from; place < to; place++) {
            if (!taken[place]) {
                pairs.add(StepPair.removed(earlier.get(place)));
            }
        }
        return to;
    }

    /** Of what is in no common sequence, by statement and then by order. */
    private int[] moved(boolean[] taken) {
        Map<Integer, Deque<Integer>> left = new HashMap<>();
        for (int place = 0; place < before.length; place++) {
            if (!taken[place] && !isFrame(earlier.get(place).statement().kind())) {
                left.computeIfAbsent(before[place], ignored -> new ArrayDeque<>())
                        .add(place);
            }
        }
        int[] moved = new int[after.length];
        Arrays.fill(moved, NOBODY);
        for (int place = 0; place < after.length; place++) {
            Deque<Integer> same = left.get(after[place]);
            if (partners[place] == NOBODY && same != null && !same.isEmpty()) {
                moved[place] = same.remove();
                taken[moved[place]] = true;
            }
        }
        return moved;
    }
}
