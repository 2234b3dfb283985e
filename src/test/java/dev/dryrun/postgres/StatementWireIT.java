package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dryrun.postgres.Reply.TransactionStatus;
import java.io.IOException;
import java.nio.CharBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fails when a new version of the JDBC driver no longer gives its stream away. */
class StatementWireIT {

    private static PostgresServer server;

    private StatementWire wire;
    private Connection other;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() throws SQLException, IOException {
        wire = StatementWire.over(server.connect("postgres", "test wire"));
        other = server.connect("postgres", "test other");
        run("DROP TABLE IF EXISTS t");
        run("CREATE TABLE t (id int PRIMARY KEY, v text)");
    }

    @AfterEach
    void close() throws SQLException {
        wire.close();
        other.close();
    }

    @Test
    void between_execute_and_sync_the_locks_are_there_and_after_it_they_are_gone() throws Exception {
        wire.execute("ALTER TABLE t ADD COLUMN z int", Optional.empty());
        assertThat(modesOnTable()).isEqualTo("AccessExclusiveLock");
        Reply end = wire.sync();
        assertThat(end.transaction()).contains(TransactionStatus.IDLE);
        assertThat(modesOnTable()).isEqualTo("none");
    }

    @Test
    void a_statement_is_committed_by_sync_and_not_before() throws Exception {
        wire.execute("INSERT INTO t VALUES (1, 'a')", Optional.empty());
        assertThat(count()).isZero();
        wire.sync();
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void sync_tells_the_state_of_the_transaction() throws Exception {
        wire.execute("BEGIN", Optional.empty());
        assertThat(wire.sync().transaction()).contains(TransactionStatus.IN_BLOCK);
        Reply failed = wire.execute("SELECT 1 / 0", Optional.empty());
        assertThat(failed.error().orElseThrow().sqlState()).isEqualTo("22012");
        assertThat(wire.sync().transaction()).contains(TransactionStatus.FAILED_BLOCK);
        wire.execute("ROLLBACK", Optional.empty());
        assertThat(wire.sync().transaction()).contains(TransactionStatus.IDLE);
    }

    @Test
    void the_command_tag_and_its_count_come_back() throws Exception {
        Reply reply = wire.execute("INSERT INTO t SELECT i, 'x' FROM generate_series(1, 1000) i", Optional.empty());
        wire.sync();
        assertThat(reply.commandTag()).isEqualTo("INSERT 0 1000");
        assertThat(reply.rows()).contains(1000L);
    }

    @Test
    void a_statement_that_may_not_run_in_a_block_runs() throws Exception {
        run("INSERT INTO t SELECT i, 'x' FROM generate_series(1, 1000) i");
        assertThat(wire.execute("CREATE INDEX CONCURRENTLY t_v ON t (v)", Optional.empty())
                        .error())
                .isEmpty();
        wire.sync();
        assertThat(wire.execute("VACUUM t", Optional.empty()).error()).isEmpty();
        wire.sync();
    }

    @Test
    void the_text_is_sent_verbatim() throws Exception {
        run("INSERT INTO t VALUES (1, '{fn now()} ? é')");
        assertThat(wire.query("SELECT v FROM t")).containsExactly(List.of(Optional.of("{fn now()} ? é")));
        wire.sync();
    }

    @Test
    void copy_gets_data_of_many_chunks_while_notices_come_back() throws Exception {
        run("CREATE OR REPLACE FUNCTION say() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE NOTICE 'row % %', NEW.id, repeat('n', 200); RETURN NEW; END $$");
        run("CREATE TRIGGER say BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION say()");
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 300_000; i++) {
            rows.append(i).append("\txxxxxxxxxxxxxxxxxxxxxxxxx\n");
        }
        Reply reply = wire.execute("COPY t FROM STDIN", Optional.of(CharBuffer.wrap(rows)));
        wire.sync();
        assertThat(reply.rows()).contains(300_000L);
        assertThat(reply.notices()).hasSize(100);
    }

    @Test
    void copy_without_data_fails_and_leaves_the_session_usable() throws Exception {
        Reply reply = wire.execute("COPY t FROM STDIN", Optional.empty());
        wire.sync();
        assertThat(reply.error().orElseThrow().sqlState()).isEqualTo("57014");
        assertThat(wire.query("SELECT 1")).hasSize(1);
        wire.sync();
    }

    @Test
    void a_lost_connection_is_an_exception_and_no_reply() throws Exception {
        try (var statement = other.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(" + wire.backendPid() + ")");
        }
        assertThatThrownBy(() -> {
                    Reply reply = wire.execute("SELECT 1", Optional.empty());
                    assertThat(reply.error().orElseThrow().endsSession()).isTrue();
                    wire.sync();
                })
                .isInstanceOf(IOException.class);
    }

    private void run(String sql) throws IOException {
        assertThat(wire.execute(sql, Optional.empty()).error()).isEmpty();
        assertThat(wire.sync().error()).isEmpty();
    }

    private String modesOnTable() throws SQLException {
        return text(
                "SELECT coalesce(string_agg(mode, ' '), 'none') FROM pg_locks WHERE relation = (SELECT oid FROM pg_class"
                        + " WHERE relname = 't') AND pid = " + wire.backendPid());
    }

    private int count() throws SQLException {
        return Integer.parseInt(text("SELECT count(*) FROM t"));
    }

    private String text(String sql) throws SQLException {
        try (var statement = other.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
