package dev.dryrun.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.script.Detachment.Form;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetachmentTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY",
                "alter table if exists s.\"P\" detach /* now */ partition s.\"p 1\" concurrently -- quickly",
            })
    void concurrently_marks_the_partition_first(String sql) {
        assertThat(Detachment.of(step(sql)).orElseThrow().form()).isEqualTo(Form.CONCURRENTLY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE p DETACH PARTITION p1 FINALIZE",
                "ALTER TABLE p DETACH PARTITION finalize FINALIZE",
            })
    void finalize_finds_it_marked(String sql) {
        assertThat(Detachment.of(step(sql)).orElseThrow().form()).isEqualTo(Form.FINALIZE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE p DETACH PARTITION p1",
                "ALTER TABLE p DETACH PARTITION p1 -- CONCURRENTLY",
                "ALTER TABLE p DETACH PARTITION finalize",
                "ALTER TABLE p DETACH PARTITION s.finalize",
                "ALTER TABLE p DETACH PARTITION \"FINALIZE\"",
                "ALTER TABLE p RENAME TO finalize",
                "DROP INDEX CONCURRENTLY i",
                "ALTER TABLE p ADD x int; ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY",
            })
    void nothing_else_does(String sql) {
        assertThat(Detachment.of(step(sql))).isEmpty();
    }

    @Test
    void the_partition_is_named_as_the_catalog_names_it() {
        assertThat(Detachment.of(step("ALTER TABLE p DETACH PARTITION S.\"P 1\" CONCURRENTLY")))
                .contains(new Detachment(Form.CONCURRENTLY, Optional.of("s"), "P 1"));
        assertThat(Detachment.of(step("ALTER TABLE p DETACH PARTITION finalize FINALIZE")))
                .contains(new Detachment(Form.FINALIZE, Optional.empty(), "finalize"));
    }

    private static Step step(String sql) {
        return Step.received(1, sql).orElseThrow();
    }
}
