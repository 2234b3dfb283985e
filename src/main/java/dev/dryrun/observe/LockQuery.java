package dev.dryrun.observe;

import dev.dryrun.observe.LockReading.Holder;
import dev.dryrun.observe.LockReading.OwnLock;
import dev.dryrun.observe.LockReading.OwnTransaction;
import dev.dryrun.observe.LockReading.Session;
import dev.dryrun.observe.LockReading.Waiter;
import dev.dryrun.time.Moment;
import dev.dryrun.time.RunClock;
import dev.dryrun.time.WallWatch;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the locks of the migration and of all who wait, with a cheaper query in moments in which nobody does. It calls the functions under {@code pg_locks} and
 * {@code pg_stat_activity} and touches no catalog, because the migration may hold locks on catalogs.
 */
final class LockQuery implements AutoCloseable {

    /**
     * Returns rows of six kinds, told apart by the first column: the WAL position with the pids of all strangers (one
     * row), the migration's processes, its relation locks, its transaction ids, every waiting session with its blockers,
     * and the sessions that are waited for. The position is read before the locks, which WalTrail rests on.
     */
    private static final String SQL = """
            WITH locks AS MATERIALIZED (
              SELECT locktype, relation, transactionid, virtualxid, page, tuple, classid, objid, objsubid, pid, mode, granted,
                     %s AS waited_us
              FROM pg_catalog.pg_lock_status()
            ), activity AS MATERIALIZED (
              SELECT pid, leader_pid, application_name, backend_type, state, query
              FROM pg_catalog.pg_stat_get_activity(NULL)
            ), own AS MATERIALIZED (
              SELECT m.pid, m.pid AS session FROM pg_catalog.unnest(?::int[]) AS m(pid)
              UNION SELECT a.pid, a.leader_pid FROM activity a WHERE a.leader_pid = ANY (?::int[])
            ), waiting AS MATERIALIZED (
              SELECT w.pid, pg_catalog.pg_blocking_pids(w.pid) AS blockers
              FROM (SELECT DISTINCT l.pid FROM locks l WHERE NOT l.granted) w
            )
            SELECT 'wal', pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0')::bigint,
                   NULL::int, NULL::text, NULL::bool, NULL::bigint,
                   ARRAY(SELECT a.pid FROM activity a WHERE a.pid NOT IN (SELECT o.pid FROM own o)),
                   NULL, NULL, NULL, NULL, NULL::int, NULL::text, NULL::text, NULL::bigint[]
            UNION ALL
            SELECT 'process', NULL, o.pid, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, o.session, NULL, NULL, NULL
            FROM own o
            UNION ALL
            SELECT 'own', l.relation::bigint, l.pid, l.mode, l.granted, l.waited_us, NULL, NULL, NULL, NULL, NULL,
                   o.session, NULL, NULL, NULL
            FROM locks l JOIN own o ON o.pid = l.pid WHERE l.locktype = 'relation' AND l.mode <> 'SIReadLock'
            UNION ALL
            SELECT 'xid', l.transactionid::text::bigint, l.pid, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, o.session,
                   NULL, NULL, NULL
            FROM locks l JOIN own o ON o.pid = l.pid WHERE l.locktype = 'transactionid' AND l.granted
            UNION ALL
            SELECT 'wait', l.relation::bigint, l.pid, l.locktype, NULL, l.waited_us,
                   w.blockers, a.application_name, a.backend_type, a.state, a.query, NULL, l.mode,
                   CASE l.locktype WHEN 'transactionid' THEN l.transactionid::text ELSE l.virtualxid END,
                   ARRAY[l.page::bigint, l.tuple::bigint, l.classid::bigint, l.objid::bigint, l.objsubid::bigint]
            FROM waiting w JOIN locks l ON l.pid = w.pid AND NOT l.granted LEFT JOIN activity a ON a.pid = w.pid
            UNION ALL
            SELECT 'hold', NULL, a.pid, NULL, NULL, NULL, NULL, a.application_name, a.backend_type, a.state, a.query,
                   NULL, NULL, NULL, NULL
            FROM activity a WHERE a.pid IN (SELECT pg_catalog.unnest(w.blockers) FROM waiting w)
            """;

    private static final String WAITED =
            "(CASE WHEN granted THEN NULL ELSE extract(epoch FROM pg_catalog.clock_timestamp() - waitstart) * 1e6 END)::bigint";

    /** A pid may be given to another process; in this time it is not. */
    private static final Duration LOOK_AROUND = Duration.ofSeconds(1);

    private final RunClock clock;
    private final Connection connection;
    private final PreparedStatement statement;
    private final ProgressQuery progress;
    private final QuietQuery quiet;
    private final WallWatch wall;
    private Moment lookedAround = Moment.ORIGIN;
    private boolean acquainted;

    /** {@code major} is the server's; 13 has no {@code waitstart}. */
    LockQuery(Connection connection, int major, RunClock clock) throws SQLException {
        this.clock = clock;
        this.wall = new WallWatch(clock);
        this.connection = connection;
        try (var settings = connection.createStatement()) {
            settings.execute("SET jit = off");
            settings.execute("SET plan_cache_mode = force_generic_plan");
        }
        this.statement = connection.prepareStatement(SQL.formatted(major >= 14 ? WAITED : "NULL::bigint"));
        statement.unwrap(org.postgresql.PGStatement.class).setPrepareThreshold(1);
        this.progress = new ProgressQuery(connection);
        this.quiet = new QuietQuery(connection, clock);
        watch(Set.of());
    }

    /** In which phase those of the sessions are that run a command which has phases. */
    Map<Integer, String> phases(Set<Integer> pids) throws SQLException {
        return progress.read(pids);
    }

    /** From now on these are the sessions of the migration. */
    void watch(Set<Integer> pids) throws SQLException {
        Array sessions = connection.createArrayOf("int4", pids.toArray());
        statement.setArray(1, sessions);
        statement.setArray(2, sessions);
        acquainted = false;
    }

    /** The locks now. Where nobody waits, and every process is known since a moment ago, the cheaper query tells them. */
    LockReading read() throws SQLException {
        if (acquainted && clock.now().since(lookedAround).compareTo(LOOK_AROUND) < 0) {
            Optional<LockReading> reading = quiet.read();
            if (reading.isPresent()) {
                return reading.get();
            }
        }
        return readAll();
    }

    private LockReading readAll() throws SQLException {
        Moment asked = clock.now();
        Rows rows = new Rows(asked, wall);
        try (ResultSet result = statement.executeQuery()) {
            Moment answered = clock.now();
            wall.look();
            while (result.next()) {
                rows.add(result);
            }
            quiet.expect(rows.processes, rows.strangers);
            lookedAround = asked;
            // While somebody waits the cheaper query would only be asked in vain.
            acquainted = rows.waiters.isEmpty();
            return new LockReading(
                    asked, answered, rows.walPosition, rows.transactions, rows.own, rows.waiters, rows.holders);
        }
    }

    /** Gives up the connection, and with it whoever waits for its answer. */
    void abort() throws SQLException {
        connection.abort(Runnable::run);
    }

    @Override
    public void close() throws SQLException {
        progress.close();
        quiet.close();
        statement.close();
    }

    /** The rows of one reading, sorted by kind. */
    private static final class Rows {
        private static final long BACKWARDS_MICROS = -1_000;

        private final Moment asked;
        private final WallWatch wall;
        private long walPosition;
        private final Map<Integer, Integer> processes = new HashMap<>();
        private final Set<Integer> strangers = new HashSet<>();
        private final Set<OwnTransaction> transactions = new HashSet<>();
        private final List<OwnLock> own = new ArrayList<>();
        private final List<Waiter> waiters = new ArrayList<>();
        private final List<Holder> holders = new ArrayList<>();

        Rows(Moment asked, WallWatch wall) {
            this.asked = asked;
            this.wall = wall;
        }

        void add(ResultSet row) throws SQLException {
            switch (row.getString(1)) {
                case "wal" -> {
                    walPosition = row.getLong(2);
                    strangers.addAll(pids(row));
                }
                case "process" -> processes.put(row.getInt(3), row.getInt(12));
                case "own" ->
                    own.add(new OwnLock(
                            row.getInt(3),
                            row.getInt(12),
                            row.getLong(2),
                            LockMode.of(row.getString(4)),
                            row.getBoolean(5),
                            waited(row)));
                case "xid" -> transactions.add(new OwnTransaction(row.getInt(12), row.getLong(2)));
                case "wait" -> waiters.add(waiter(row));
                default -> holders.add(new Holder(row.getInt(3), session(row)));
            }
        }

        private Waiter waiter(ResultSet row) throws SQLException {
            return new Waiter(row.getInt(3), pids(row), request(row), waited(row), session(row));
        }

        private static Set<Integer> pids(ResultSet row) throws SQLException {
            return new HashSet<>(Arrays.asList((Integer[]) row.getArray(7).getArray()));
        }

        private static LockRequest request(ResultSet row) throws SQLException {
            long relation = row.getLong(2);
            Optional<Long> table = row.wasNull() ? Optional.empty() : Optional.of(relation);
            String type = row.getString(4);
            Long[] numbers = (Long[]) row.getArray(15).getArray();
            String object = switch (type) {
                case "transactionid", "virtualxid" -> text(row, 14);
                case "page" -> String.valueOf(numbers[0]);
                case "tuple" -> "(" + numbers[0] + "," + numbers[1] + ")";
                case "advisory" -> LockRequest.advisoryKey(numbers[2], numbers[3], numbers[4]);
                default -> numbers[2] == null ? "" : numbers[2] + "." + numbers[3];
            };
            return new LockRequest(type, table, LockMode.of(row.getString(13)), object);
        }

        /** The server counts by its wall clock: of what began before that was moved it cannot say how long it took. */
        private Optional<Duration> waited(ResultSet row) throws SQLException {
            long micros = row.getLong(6);
            if (row.wasNull() || micros < BACKWARDS_MICROS) {
                return Optional.empty();
            }
            Duration waited = Duration.of(Math.max(0, micros), ChronoUnit.MICROS);
            return wall.hasMovedSince(asked.minus(waited)) ? Optional.empty() : Optional.of(waited);
        }

        private static Session session(ResultSet row) throws SQLException {
            return new Session(text(row, 8), text(row, 9), text(row, 10), text(row, 11));
        }

        private static String text(ResultSet row, int column) throws SQLException {
            String text = row.getString(column);
            return text == null ? "" : text;
        }
    }
}
