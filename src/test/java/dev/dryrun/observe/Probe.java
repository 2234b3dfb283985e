package dev.dryrun.observe;

import dev.dryrun.analysis.Blocking;
import dev.dryrun.time.DurationBounds;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a new session tries while a statement's transaction is open, and the tables without which it cannot: as a report
 * names them. No DELETE is among them: in a referencing table it never looks into the referenced one as an INSERT does, and
 * in a referenced table it looks into the referencing ones, which a report does not count.
 */
record Probe(boolean writes, Set<String> tables, String sql) {

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** On the start state of {@code src/test/resources/locks/blocked/start.sql}; no two touch the same row. */
    static final List<Probe> ALL = List.of(
            read("SELECT * FROM orders WHERE id = 2", "orders"),
            read("SELECT * FROM orders WHERE note = 'n3'", "orders"),
            read("SELECT * FROM open_orders", "open_orders", "orders"),
            read("SELECT * FROM sums", "sums"),
            read("SELECT * FROM items", "items"),
            read("SELECT * FROM customers", "customers"),
            read("SELECT * FROM events WHERE at = 5", "events"),
            read("SELECT * FROM events_1", "events_1"),
            read("SELECT * FROM parent", "parent"),
            read("SELECT * FROM child", "child"),
            write("INSERT INTO orders VALUES (101, 1, 1, 'x')", "orders"),
            write("UPDATE orders SET total = 7 WHERE id = 2", "orders"),
            write("UPDATE orders SET total = 7 WHERE note = 'n3'", "orders"),
            write("UPDATE open_orders SET total = 7 WHERE id = 4", "open_orders", "orders"),
            write("INSERT INTO items VALUES (101, 2)", "items"),
            write("UPDATE items SET order_id = 3 WHERE id = 5", "items"),
            write("INSERT INTO customers VALUES (101, 'x')", "customers"),
            write("INSERT INTO events VALUES (101, 5, 'x')", "events"),
            write("UPDATE events SET what = 'y' WHERE id = 2 AND at = 2", "events"),
            write("INSERT INTO events_1 VALUES (102, 6, 'x')", "events_1"),
            write("UPDATE events_1 SET what = 'y' WHERE id = 3 AND at = 3", "events_1"),
            write("UPDATE parent SET a = 'y' WHERE id = 2", "parent"),
            write("INSERT INTO child VALUES (101, 'x')", "child"));

    private static Probe read(String sql, String... tables) {
        return new Probe(false, Set.of(tables), sql);
    }

    private static Probe write(String sql, String... tables) {
        return new Probe(true, Set.of(tables), sql);
    }

    /** Whether this session has to wait for a lock. */
    boolean waits(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = '300ms'");
            statement.execute(sql);
            return false;
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                return true;
            }
            throw new SQLException(sql + ": " + e.getMessage(), e);
        } finally {
            connection.rollback();
        }
    }

    /** Whether it should have to by what is reported. */
    boolean isReported(Blocking blocking) {
        Map<String, DurationBounds> blocked = writes ? blocking.writes() : blocking.reads();
        return tables.stream().anyMatch(table -> blocked.containsKey("public." + table));
    }

    @Override
    public String toString() {
        return sql;
    }
}
