package dev.dryrun.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dryrun.plan.BadInput;
import dev.dryrun.script.MigrationName.Role;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1_a.sql 2_b.sql 10_c.sql",
                "001_z.sql 002_y.sql 010_x.sql",
                "1.sql 2.sql 11.sql",
                "V1__b.sql V1.1__c.sql V1_2__d.sql V1.10__a.sql V2__a.sql R__a_view.sql R__b_view.sql",
                "20240102030405_a.sql 20240102030406_b.sql 20250101000000_a.sql",
                "1_a.up.sql 2_b.up.sql 10_c.up.sql",
                "2023-12-31_z.sql 2024-01-02-a.sql 2024-01-10_b.sql",
                "2024_01_02_030405_b.sql 2024_01_02_030406_a.sql 2024_01_10_000000_a.sql",
                "001-2fa.sql 002-3d.sql",
                "a.sql b.sql c.sql"
            })
    void versions_are_compared_as_numbers_and_without_versions_names_count(String names) {
        List<String> expected = Arrays.asList(names.split(" "));
        List<String> shuffled = Arrays.asList(names.split(" "));
        Collections.reverse(shuffled);
        assertThat(order(shuffled)).isEqualTo(expected);
    }

    @Test
    void what_takes_migrations_back_or_is_no_sql_is_not_run() {
        assertThat(order(List.of(
                        "1_a.up.sql",
                        "1_a.down.sql",
                        "2_b.sql",
                        "2_b.undo.sql",
                        "2_b.rollback.sql",
                        "V3__c.sql",
                        "V3__c.sql.conf",
                        "U3__c.sql",
                        "B2__all.sql",
                        "README.md")))
                .containsExactly("1_a.up.sql", "2_b.sql", "V3__c.sql");
        assertThat(MigrationName.ofFile("U3__c.sql").role()).isEqualTo(Role.LEFT_OUT);
        assertThat(MigrationName.ofFile("README.md").role()).isEqualTo(Role.OTHER);
    }

    @ParameterizedTest
    @CsvSource({
        "V1__x.sql, FLYWAY",
        "R__x.sql, FLYWAY",
        "1_x.up.sql, GOLANG_MIGRATE",
        "1_x.sql, PSQL",
        "V1_x.sql, PSQL",
        "x.SQL, PSQL"
    })
    void the_name_tells_the_tool(String name, MigrationFormat format) {
        assertThat(MigrationName.ofFile(name).format()).isEqualTo(format);
        assertThat(MigrationName.ofFile(name).role()).isIn(Role.MIGRATION, Role.REPEATABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "1_a.sql, 001_b.sql, 1",
        "V1__a.sql, V1.0__b.sql, 1",
        "V1_2__a.sql, V1.2__b.sql, 1.2",
        "20240102030405_a.sql, 20240102030405_b.up.sql, 20240102030405"
    })
    void two_of_one_version_are_refused(String first, String second, String version) {
        assertThatThrownBy(() -> order(List.of(first, second)))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("db holds two migrations of version " + version)
                .hasMessageContaining(first)
                .hasMessageContaining(second);
    }

    @Test
    void versions_beside_none_are_refused() {
        assertThatThrownBy(() -> order(List.of("1_a.sql", "b.sql")))
                .isInstanceOf(BadInput.class)
                .hasMessage("db holds migrations with a version (1_a.sql) and without (b.sql): they have no order");
    }

    @Test
    void folders_are_ordered_by_their_names() {
        List<MigrationName> folders = List.of(
                MigrationName.ofFolder("2024-01-10-000000_b", MigrationFormat.DIESEL),
                MigrationName.ofFolder("2024-01-02-000000_c", MigrationFormat.DIESEL),
                MigrationName.ofFolder("00000000000000_setup", MigrationFormat.DIESEL));
        assertThat(MigrationName.inOrder("db", folders))
                .extracting(MigrationName::text)
                .containsExactly("00000000000000_setup", "2024-01-02-000000_c", "2024-01-10-000000_b");
    }

    private static List<String> order(List<String> names) {
        return MigrationName.inOrder(
                        "db", names.stream().map(MigrationName::ofFile).toList())
                .stream()
                .map(MigrationName::text)
                .toList();
    }
}
