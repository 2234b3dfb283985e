package dev.dryrun.observe;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A record of the write-ahead log that tells of ACCESS EXCLUSIVE locks, or of the end of a transaction, as
 * {@code pg_waldump} prints it. {@code position} is where the record begins, in bytes.
 *
 * @see <a href="https://www.postgresql.org/docs/current/pgwaldump.html">pg_waldump</a>
 */
sealed interface WalRecord {

    /** The resource managers whose records these are, for {@code --rmgr}; the locks come first. */
    String LOCKS = "Standby";

    String ENDS = "Transaction";

    Pattern HEAD = Pattern.compile(
            "^rmgr: (?:Standby|Transaction) .*?, tx: +(\\d+), lsn: ([0-9A-F]+)/([0-9A-F]+), .*?desc: (LOCK|COMMIT|ABORT) (.*)$");
    Pattern LOCK = Pattern.compile("^xid (\\d+) db (\\d+) rel (\\d+)");
    Pattern SUBTRANSACTIONS = Pattern.compile("; subxacts: (\\d+(?: \\d+)*)");

    long position();

    /** A (sub)transaction was granted ACCESS EXCLUSIVE on a relation; database 0 is that of the shared catalogs. */
    record Lock(long position, long transactionId, long database, long relation) implements WalRecord {}

    /** These transactions have ended. */
    record End(long position, Set<Long> transactionIds) implements WalRecord {
        public End {
            transactionIds = Set.copyOf(transactionIds);
        }
    }

    /** Empty for all other lines, and for the lists of locks held that a checkpoint repeats outside any transaction. */
    static Optional<WalRecord> of(String line) {
        Matcher head = HEAD.matcher(line);
        if (!head.find() || head.group(1).equals("0")) {
            return Optional.empty();
        }
        long position = Long.parseLong(head.group(2), 16) << 32 | Long.parseLong(head.group(3), 16);
        return head.group(4).equals("LOCK")
                ? lock(position, head.group(5))
                : Optional.of(end(position, Long.parseLong(head.group(1)), head.group(5)));
    }

    private static Optional<WalRecord> lock(long position, String description) {
        Matcher lock = LOCK.matcher(description);
        return lock.find()
                ? Optional.of(new Lock(
                        position,
                        Long.parseLong(lock.group(1)),
                        Long.parseLong(lock.group(2)),
                        Long.parseLong(lock.group(3))))
                : Optional.empty();
    }

    private static End end(long position, long transactionId, String description) {
        Set<Long> ended = new HashSet<>(Set.of(transactionId));
        Matcher children = SUBTRANSACTIONS.matcher(description);
        if (children.find()) {
            Arrays.stream(children.group(1).split(" ")).map(Long::valueOf).forEach(ended::add);
        }
        return new End(position, ended);
    }
}
