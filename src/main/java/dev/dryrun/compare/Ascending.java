package dev.dryrun.compare;

/** The most of a row of different numbers that already stand in their order. */
final class Ascending {

    private static final int NONE = -1;

    private Ascending() {}

    /** The places of a longest ascending subsequence, ascending themselves (patience sorting). */
    static int[] longest(int[] numbers) {
        int[] ends = new int[numbers.length];
        int[] previous = new int[numbers.length];
        int length = 0;
        for (int place = 0; place < numbers.length; place++) {
            int low = 0;
            for (int high = length; low < high; ) {
                int middle = (low + high) >>> 1;
                if (numbers[ends[middle]] < numbers[place]) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            previous[place] = low == 0 ? NONE : ends[low - 1];
            ends[low] = place;
            length = Math.max(length, low + 1);
        }
        int[] longest = new int[length];
        int place = length == 0 ? NONE : ends[length - 1];
        for (int last = length - 1; last >= 0; last--) {
            longest[last] = place;
            place = previous[place];
        }
        return longest;
    }
}
