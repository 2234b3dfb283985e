package dev.dryrun.observe;

import dev.dryrun.observe.LockReading.OwnLock;
import dev.dryrun.observe.LockReading.OwnTransaction;
import dev.dryrun.time.Moment;
import dev.dryrun.time.RunClock;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The cheaper reading for the usual moment in which nobody waits: the locks of the migration, without a look at what all
 * the other sessions do. Like {@link LockQuery} it touches no catalog.
 */
final class QuietQuery implements AutoCloseable {

    /**
     * Returns the WAL position (one row, read before the locks, which WalTrail rests on), every lock of a process that is
     * not known to be a stranger to the migration, and every lock that is waited for.
     */
    private static final String SQL = """
            SELECT 'wal', pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0')::bigint,
                   NULL::int, NULL::text, NULL::bool
            UNION ALL
            SELECT locktype, coalesce(relation::bigint, transactionid::text::bigint), pid, mode, granted
            FROM pg_catalog.pg_lock_status()
            WHERE mode <> 'SIReadLock' AND (NOT granted OR pid <> ALL (?::int[]))
            """;

    private final RunClock clock;
    private final Connection connection;
    private final PreparedStatement statement;
    private Map<Integer, Integer> sessions = Map.of();

    QuietQuery(Connection connection, RunClock clock) throws SQLException {
        this.clock = clock;
        this.connection = connection;
        this.statement = connection.prepareStatement(SQL);
        statement.unwrap(org.postgresql.PGStatement.class).setPrepareThreshold(1);
        expect(Map.of(), Set.of());
        // Planned later, it could wait for a catalog that the migration has locked.
        read();
    }

    /**
     * From now on these processes are the migration's, each with its session, and those are strangers.
     *
     * @param processes the pids of the migration's sessions and their parallel workers, each with the session's
     */
    void expect(Map<Integer, Integer> processes, Set<Integer> strangers) throws SQLException {
        sessions = Map.copyOf(processes);
        Array pids = connection.createArrayOf("int4", strangers.toArray());
        statement.setArray(1, pids);
    }

    /** The reading; empty where somebody waits, or a process turns up of which it is not known whose it is. */
    Optional<LockReading> read() throws SQLException {
        long position = 0;
        Set<OwnTransaction> transactions = new HashSet<>();
        List<OwnLock> own = new ArrayList<>();
        Moment asked = clock.now();
        try (ResultSet row = statement.executeQuery()) {
            Moment answered = clock.now();
            while (row.next()) {
                String type = row.getString(1);
                if (type.equals("wal")) {
                    position = row.getLong(2);
                    continue;
                }
                Integer session = sessions.get(row.getInt(3));
                if (session == null || !row.getBoolean(5)) {
                    return Optional.empty();
                }
                if (type.equals("relation")) {
                    LockMode mode = LockMode.of(row.getString(4));
                    own.add(new OwnLock(row.getInt(3), session, row.getLong(2), mode, true, Optional.empty()));
                } else if (type.equals("transactionid")) {
                    transactions.add(new OwnTransaction(session, row.getLong(2)));
                }
            }
            return Optional.of(new LockReading(asked, answered, position, transactions, own, List.of(), List.of()));
        }
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
