package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.analysis.Finding;
import dev.dryrun.observe.Rehearsal.Performance;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Deadlocks that the server ends by failing somebody else than the migration. Alone, because who is in a deadlock is
 * told by samples of the second that it lasts.
 */
@Tag("quiet")
class DeadlockIT {

    private static final String MIGRATION_WAITS =
            "EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = 'u'::regclass)";

    @Test
    void both_sides_are_named_whoever_fails_and_a_deadlock_of_others_is_not_the_migrations() throws Exception {
        try (Rehearsal rehearsal = new Rehearsal(Map.of("deadlock_timeout", "100ms"))) {
            rehearsal.given("CREATE TABLE t (id int); CREATE TABLE u (id int); CREATE TABLE x (id int);"
                    + " CREATE TABLE y (id int)");
            Performance run;
            try (Connection other = rehearsal.connect();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("LOCK TABLE u");
                CompletableFuture<Void> others = CompletableFuture.runAsync(() -> {
                    await(rehearsal, MIGRATION_WAITS);
                    deadlockAmongOthers(rehearsal);
                    assertThat(stateOf(other, "LOCK TABLE t\n/* theirs */")).contains("40P01");
                });
                run = rehearsal.perform(
                        "SET deadlock_timeout = '20s'; BEGIN; LOCK TABLE t; LOCK TABLE u /* ours */; COMMIT;");
                others.join();
            }

            List<Deadlock> deadlocks = run.seen().manner().deadlocks();
            assertThat(deadlocks).extracting(Deadlock::step).containsExactly(Optional.empty(), Optional.of(4));
            assertThat(deadlocks).noneMatch(Deadlock::failedMigration);
            assertThat(deadlocks.get(1).parties())
                    .extracting(Deadlock.Party::statement)
                    .containsExactlyInAnyOrder("LOCK TABLE t\n/* theirs */", "LOCK TABLE u /* ours */");
            List<Finding> findings = run.analysis().findings().stream()
                    .filter(finding -> finding.code().equals("deadlock"))
                    .toList();
            assertThat(findings).hasSize(1);
            assertThat(findings.get(0).step()).contains(4);
            assertThat(findings.get(0).message())
                    .contains(
                            "LOCK TABLE t /* theirs */) waited for AccessExclusiveLock on public.t",
                            "step 4",
                            "LOCK TABLE u /* ours */) waited for AccessExclusiveLock on public.u");
            assertThat(run.seen().ran()).allMatch(step -> step.error().isEmpty());
        }
    }

    private static void deadlockAmongOthers(Rehearsal rehearsal) {
        try (Connection one = rehearsal.connect();
                Connection two = rehearsal.connect()) {
            one.setAutoCommit(false);
            two.setAutoCommit(false);
            assertThat(stateOf(one, "LOCK TABLE x")).isEmpty();
            assertThat(stateOf(two, "LOCK TABLE y")).isEmpty();
            CompletableFuture<Optional<String>> first = CompletableFuture.supplyAsync(() -> {
                Optional<String> state = stateOf(one, "LOCK TABLE y");
                rollBack(one);
                return state;
            });
            Optional<String> second = stateOf(two, "LOCK TABLE x");
            rollBack(two);
            assertThat(List.of(first.join(), second)).contains(Optional.of("40P01"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The SQLSTATE with which a statement failed. */
    private static Optional<String> stateOf(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(e.getSQLState());
        }
    }

    private static void await(Rehearsal rehearsal, String condition) {
        try (Connection connection = rehearsal.connect();
                Statement statement = connection.createStatement()) {
            for (int look = 0; look < 4000; look++) {
                try (var row = statement.executeQuery("SELECT " + condition)) {
                    row.next();
                    if (row.getBoolean(1)) {
                        return;
                    }
                }
                Thread.sleep(5);
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException("it never came about: " + condition);
    }
}
