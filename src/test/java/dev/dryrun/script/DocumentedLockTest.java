package dev.dryrun.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentedLockTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE INDEX CONCURRENTLY i ON s.t (v)              | ShareUpdateExclusiveLock | s | t",
                "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY t (v) | ShareUpdateExclusiveLock | | t",
                "CREATE INDEX ON \"T t\" (v)                         | ShareLock | | T t",
                "REINDEX TABLE CONCURRENTLY t                        | ShareUpdateExclusiveLock | | t",
                "REINDEX (VERBOSE) TABLE t                           | ShareLock | | t",
                "VACUUM t                                            | ShareUpdateExclusiveLock | | t",
                "VACUUM FULL VERBOSE S.T                             | AccessExclusiveLock | s | t",
                "ANALYZE VERBOSE t                                   | ShareUpdateExclusiveLock | | t",
                "CLUSTER t USING i                                   | AccessExclusiveLock | | t",
                "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY      | ShareUpdateExclusiveLock | | p",
                "ALTER TABLE IF EXISTS ONLY t VALIDATE CONSTRAINT c  | ShareUpdateExclusiveLock | | t",
                "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u | ShareRowExclusiveLock | | t",
                "ALTER TABLE t ADD COLUMN x int NOT NULL             | AccessExclusiveLock | | t",
                "ALTER TABLE t ALTER COLUMN x SET NOT NULL           | AccessExclusiveLock | | t",
            })
    void the_form_states_the_mode_and_the_table(String sql, String mode, String schema, String table) {
        assertThat(DocumentedLock.of(Step.received(1, sql).orElseThrow()))
                .containsExactly(new DocumentedLock(mode, false, Optional.ofNullable(schema), table));
    }

    @Test
    void an_index_stands_for_its_table() {
        assertThat(DocumentedLock.of(Step.received(1, "DROP INDEX CONCURRENTLY IF EXISTS s.i")
                        .orElseThrow()))
                .containsExactly(new DocumentedLock("ShareUpdateExclusiveLock", true, Optional.of("s"), "i"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VACUUM",
                "VACUUM (FULL false) t",
                "VACUUM a, b",
                "REINDEX SCHEMA s",
                "ALTER TABLE t SET (fillfactor = 70)",
                "ALTER TABLE t ADD x int, VALIDATE CONSTRAINT c",
                "ALTER TABLE t ADD x int REFERENCES u",
                "ALTER TABLE a.b.c ADD x int",
                "DO 'BEGIN END'",
                "VACUUM t; VACUUM u",
                "SELECT 1"
            })
    void what_is_not_surely_told_apart_has_none(String sql) {
        assertThat(DocumentedLock.of(Step.received(1, sql).orElseThrow())).isEmpty();
    }
}
