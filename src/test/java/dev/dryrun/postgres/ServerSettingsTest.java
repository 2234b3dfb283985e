package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dryrun.plan.BadInput;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerSettingsTest {

    @Test
    void what_is_measured_is_durable_and_the_user_has_the_last_word() {
        Map<String, String> settings = ServerSettings.measured(200, Map.of("Synchronous_Commit", "off"));

        assertThat(settings)
                .containsEntry("fsync", "on")
                .containsEntry("full_page_writes", "on")
                .containsEntry("wal_level", "replica")
                .containsEntry("autovacuum", "on")
                .containsEntry("synchronous_commit", "off")
                .containsEntry("max_connections", "250");
        assertThat(ServerSettings.include(settings, Map.of("Synchronous_Commit", "off")))
                .isTrue();
        assertThat(ServerSettings.include(settings, Map.of())).isFalse();
    }

    @Test
    void the_restore_is_fast_and_has_a_connection_for_every_job() {
        assertThat(ServerSettings.restoring(4))
                .containsEntry("fsync", "off")
                .containsEntry("wal_level", "minimal")
                .containsEntry("max_wal_senders", "0")
                .containsEntry("max_connections", "100");
        assertThat(ServerSettings.restoring(80)).containsEntry("max_connections", "130");
    }

    @Test
    void values_are_quoted_for_the_configuration_file() {
        assertThat(ServerSettings.file(Map.of("a.b", "it's \\ all"))).isEqualTo("a.b = 'it''s \\\\ all'\n");
    }

    @Test
    void settings_that_dryrun_depends_on_and_names_that_are_none_are_refused() {
        assertThatThrownBy(() -> ServerSettings.check(Map.of("PORT", "1"))).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> ServerSettings.check(Map.of("a b", "1"))).isInstanceOf(BadInput.class);
        ServerSettings.check(Map.of("work_mem", "64MB", "auto_explain.log_min_duration", "1s"));
    }
}
