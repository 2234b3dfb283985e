package dev.dryrun.observe;

import java.util.Optional;

/**
 * What a session waits for: the {@code locktype} and the mode of {@code pg_locks}, the relation where it is one or part
 * of one, and which object it is otherwise, as the server writes it: a transaction id, a virtual transaction id, the key
 * of an advisory lock, {@code (block,row)} of a tuple, {@code classid.objid} of another object; empty for a relation.
 */
public record LockRequest(String lockType, Optional<Long> relation, LockMode mode, String object) {

    private static final int SINGLE_KEY = 1;

    /** A row, or the transaction that changed it. */
    public boolean isForRows() {
        return lockType.equals("transactionid") || lockType.equals("tuple");
    }

    /** Whether both are for one and the same lock, in whatever mode. */
    public boolean isForSame(LockRequest other) {
        return lockType.equals(other.lockType) && relation.equals(other.relation) && object.equals(other.object);
    }

    /** The same for all modes, and for all transactions and rows: of those there is another for every wait. */
    LockRequest alike() {
        boolean lasting = lockType.equals("advisory") || lockType.equals("object");
        return new LockRequest(lockType, relation, LockMode.ACCESS_EXCLUSIVE, lasting ? object : "");
    }

    /** As it was given to pg_advisory_lock: one number of 64 bits or two of 32. */
    static String advisoryKey(long high, long low, long keys) {
        return keys == SINGLE_KEY ? String.valueOf(high << Integer.SIZE | low) : (int) high + ", " + (int) low;
    }
}
