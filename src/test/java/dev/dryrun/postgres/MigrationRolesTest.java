package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationRolesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GRANT SELECT ON a TO reader | reader",
                "ALTER TABLE a OWNER TO \"App Role\" | App Role",
                "DROP ROLE old | old",
                "DROP ROLE IF EXISTS old | ``",
                "ALTER ROLE app RENAME TO apps | app",
                "COMMENT ON ROLE app IS 'x' | app",
                "DO $$ BEGIN GRANT SELECT ON a TO reader; END $$ | reader",
                "DO $$ BEGIN EXECUTE 'GRANT SELECT ON a TO reader'; END $$ | reader",
                "DO $$ BEGIN IF true THEN ALTER TABLE a OWNER TO app; END IF; END $$ | app",
                "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ GRANT SELECT ON a TO inner_one $$ | ``",
                "ALTER TABLE a OWNER TO CURRENT_USER | ``",
                "SELECT 1 | ``",
            })
    void a_role_that_is_named_is_needed(String statement, String roles) {
        assertThat(String.join(",", MigrationRoles.neededBy(List.of(statement))))
                .isEqualTo(roles == null ? "" : roles);
    }

    @Test
    void a_role_that_the_migration_creates_is_not() {
        assertThat(needed("CREATE ROLE app", "GRANT SELECT ON a TO app")).isEmpty();
        assertThat(needed("DO $$ BEGIN CREATE USER app; END $$", "GRANT SELECT ON a TO app"))
                .isEmpty();
        assertThat(needed("DO $$ BEGIN EXECUTE 'CREATE ROLE \"App\"'; END $$", "GRANT SELECT ON a TO \"App\""))
                .isEmpty();
        assertThat(needed("DO $$ BEGIN EXECUTE format('CREATE ROLE %I', 'app'); END $$", "GRANT ALL ON a TO app"))
                .isEmpty();
    }

    @Test
    void a_role_that_is_named_before_it_is_created_is_needed() {
        assertThat(needed("DROP ROLE app", "CREATE ROLE app")).containsExactly("app");
    }

    private static Set<String> needed(String... statements) {
        return MigrationRoles.neededBy(List.of(statements));
    }
}
