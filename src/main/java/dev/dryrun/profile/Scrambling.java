package dev.dryrun.profile;

/** The hash functions and the permutation of pgbench's expressions. */
final class Scrambling {

    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;
    private static final long MURMUR_FACTOR = 0xC6A4A7935BD1E995L;
    private static final int MURMUR_SHIFT = 47;
    private static final int ROUNDS = 6;

    private Scrambling() {}

    /** FNV-1a of the eight bytes of a number, the lowest first. */
    static long fnv1a(long value, long seed) {
        long hash = FNV_OFFSET ^ seed;
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            hash = (hash ^ (value >> shift & 0xFF)) * FNV_PRIME;
        }
        return hash;
    }

    /** MurmurHash2, 64 bits, of the eight bytes of a number. */
    static long murmur2(long value, long seed) {
        long mixed = value * MURMUR_FACTOR;
        mixed = (mixed ^ mixed >>> MURMUR_SHIFT) * MURMUR_FACTOR;
        long hash = (seed ^ Long.BYTES * MURMUR_FACTOR ^ mixed) * MURMUR_FACTOR;
        hash = (hash ^ hash >>> MURMUR_SHIFT) * MURMUR_FACTOR;
        return hash ^ hash >>> MURMUR_SHIFT;
    }

    /**
     * Where {@code value} goes in a permutation of {@code 0 … size - 1} that the seed decides. The permutations are others
     * than pgbench's. Mixes within the next power of two, again where the result is too large, which keeps it one to one.
     */
    static long permute(long value, long size, long seed) {
        if (size < 1) {
            throw new DrawFailure("the size given to permute is not greater than zero");
        }
        int bits = Math.max(2, Long.SIZE - Long.numberOfLeadingZeros(size - 1));
        long mask = bits == Long.SIZE ? -1 : (1L << bits) - 1;
        long at = Long.remainderUnsigned(value, size);
        do {
            at = mixed(at, seed, bits, mask);
        } while (Long.compareUnsigned(at, size) >= 0);
        return at;
    }

    /** Adding, multiplying by an odd number and folding the upper half into the lower each lose nothing. */
    private static long mixed(long value, long seed, int bits, long mask) {
        long at = value;
        for (int round = 0; round < ROUNDS; round++) {
            long key = murmur2(round, seed);
            at = (at + (key >>> 1)) * (key | 1) & mask;
            at ^= at >>> (bits + 1) / 2;
        }
        return at;
    }
}
