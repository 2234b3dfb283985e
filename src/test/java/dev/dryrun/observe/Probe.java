package dev.dryrun.observe;

import dev.dryrun.analysis.Blocking;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What a new session tries while a statement's transaction is open, and the tables without which it cannot: as a report names them. */
record Probe(Kind kind, Set<String> tables, String sql) {

    /** What it does, and how a report names such writes where a foreign key leads them to another table. */
    enum Kind {
        READ("none"),
        INSERT("INSERT"),
        /** Of a column that no foreign key knows. */
        UPDATE("none"),
        UPDATE_OF_FOREIGN_KEY("UPDATE of the foreign key"),
        UPDATE_OF_KEY("UPDATE of the key"),
        DELETE("DELETE");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /** For so long a session waits to tell that it waits. */
    static final Duration PATIENCE = Duration.ofMillis(300);

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** On the start state of {@code src/test/resources/locks/blocked/start.sql}; no two touch the same row. */
    static final List<Probe> ALL = List.of(
            reads("SELECT * FROM orders WHERE id = 2", "orders"),
            reads("SELECT * FROM orders WHERE note = 'n3'", "orders"),
            reads("SELECT * FROM open_orders", "open_orders", "orders"),
            reads("SELECT * FROM sums", "sums"),
            reads("SELECT * FROM items", "items"),
            reads("SELECT * FROM customers", "customers"),
            reads("SELECT * FROM events WHERE at = 5", "events"),
            reads("SELECT * FROM events_1", "events_1"),
            reads("SELECT * FROM parent", "parent"),
            reads("SELECT * FROM child", "child"),
            writes(Kind.INSERT, "INSERT INTO orders VALUES (101, 1, 1, 'x')", "orders"),
            writes(Kind.UPDATE, "UPDATE orders SET total = 7 WHERE id = 2", "orders"),
            writes(Kind.UPDATE, "UPDATE orders SET total = 7 WHERE note = 'n3'", "orders"),
            writes(Kind.UPDATE, "UPDATE open_orders SET total = 7 WHERE id = 4", "open_orders", "orders"),
            writes(Kind.INSERT, "INSERT INTO items VALUES (101, 2)", "items"),
            writes(Kind.UPDATE_OF_FOREIGN_KEY, "UPDATE items SET order_id = 3 WHERE id = 5", "items"),
            writes(Kind.INSERT, "INSERT INTO customers VALUES (101, 'x')", "customers"),
            writes(Kind.INSERT, "INSERT INTO events VALUES (101, 5, 'x')", "events"),
            writes(Kind.UPDATE, "UPDATE events SET what = 'y' WHERE id = 2 AND at = 2", "events"),
            writes(Kind.INSERT, "INSERT INTO events_1 VALUES (102, 6, 'x')", "events_1"),
            writes(Kind.UPDATE, "UPDATE events_1 SET what = 'y' WHERE id = 3 AND at = 3", "events_1"),
            writes(Kind.UPDATE, "UPDATE parent SET a = 'y' WHERE id = 2", "parent"),
            writes(Kind.INSERT, "INSERT INTO child VALUES (101, 'x')", "child"),
            writes(Kind.DELETE, "DELETE FROM orders WHERE id = 9", "orders"),
            writes(Kind.UPDATE_OF_KEY, "UPDATE orders SET id = 210 WHERE id = 10", "orders"),
            writes(Kind.DELETE, "DELETE FROM items WHERE id = 6", "items"),
            writes(Kind.DELETE, "DELETE FROM customers WHERE id = 11", "customers"),
            writes(Kind.UPDATE_OF_KEY, "UPDATE customers SET id = 212 WHERE id = 12", "customers"),
            writes(Kind.UPDATE, "UPDATE customers SET name = 'y' WHERE id = 10", "customers"),
            writes(Kind.DELETE, "DELETE FROM teams WHERE id = 8", "teams"),
            writes(Kind.UPDATE_OF_KEY, "UPDATE teams SET id = 209 WHERE id = 9", "teams"),
            writes(Kind.DELETE, "DELETE FROM members WHERE id = 4", "members"),
            writes(Kind.UPDATE_OF_KEY, "UPDATE members SET id = 205 WHERE id = 5", "members"),
            writes(Kind.INSERT, "INSERT INTO tags VALUES (101, 6)", "tags"),
            writes(Kind.INSERT, "INSERT INTO visits VALUES (2, 5)", "visits"),
            writes(Kind.INSERT, "INSERT INTO kin VALUES (101, 11)", "kin"),
            writes(Kind.DELETE, "DELETE FROM parent WHERE id = 15", "parent"));

    private static Probe reads(String sql, String... tables) {
        return new Probe(Kind.READ, Set.of(tables), sql);
    }

    private static Probe writes(Kind kind, String sql, String... tables) {
        return new Probe(kind, Set.of(tables), sql);
    }

    /** Whether this session has to wait for a lock. */
    boolean waits(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = " + PATIENCE.toMillis());
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
        return tables.stream().map("public."::concat).anyMatch(table -> isReported(blocking, table));
    }

    private boolean isReported(Blocking blocking, String table) {
        if (kind == Kind.READ) {
            return blocking.reads().containsKey(table);
        }
        Set<String> through = blocking.through().getOrDefault(table, Set.of());
        return blocking.writes().containsKey(table)
                && (through.isEmpty() || through.stream().anyMatch(reason -> reason.contains(kind.word)));
    }

    @Override
    public String toString() {
        return sql;
    }
}
