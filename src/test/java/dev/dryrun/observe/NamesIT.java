package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.analysis.RelationLock;
import dev.dryrun.observe.Rehearsal.Performance;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** By which names relations are reported whose names change, need quotes, or are not unique. */
class NamesIT {

    private static Rehearsal rehearsal;

    @BeforeAll
    static void start() {
        rehearsal = new Rehearsal();
    }

    @AfterAll
    static void stop() {
        rehearsal.close();
    }

    @BeforeEach
    void database() throws SQLException {
        rehearsal.given("""
                CREATE TABLE a (id int PRIMARY KEY, v text);
                CREATE SCHEMA "My Schema";
                CREATE TABLE "My Schema"."Order \"\"Items\"\"\" (id int);
                CREATE TABLE "My Schema".a (id int);
                CREATE TABLE p (id int) PARTITION BY RANGE (id);
                CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
                """);
    }

    @Test
    void a_renamed_table_has_the_name_by_which_each_step_found_it() {
        Performance run = rehearsal.perform("ALTER TABLE a RENAME TO b; ALTER TABLE b ADD COLUMN z int;");
        assertThat(run.modes(1, "public.a")).containsExactly(LockMode.ACCESS_EXCLUSIVE);
        assertThat(run.modes(2, "public.b")).containsExactly(LockMode.ACCESS_EXCLUSIVE);

        Performance block = rehearsal.perform(
                "BEGIN; ALTER TABLE b RENAME TO c; LOCK TABLE c IN SHARE MODE; COMMIT; SELECT count(*) FROM c;");
        assertThat(block.modes(2, "public.b")).containsExactly(LockMode.ACCESS_EXCLUSIVE);
        assertThat(block.modes(3, "public.c")).containsExactly(LockMode.SHARE);
        assertThat(block.modes(5, "public.c")).containsExactly(LockMode.ACCESS_SHARE);
    }

    @Test
    void names_are_quoted_where_sql_needs_it_and_schemas_tell_tables_apart() {
        Performance run = rehearsal.perform("""
                BEGIN; LOCK TABLE "My Schema"."Order \"\"Items\"\"\" IN SHARE MODE; COMMIT;
                BEGIN; LOCK TABLE "My Schema".a IN SHARE MODE; LOCK TABLE a IN EXCLUSIVE MODE; COMMIT;
                """);
        assertThat(names(run, 2)).containsExactly("\"My Schema\".\"Order \"\"Items\"\"\"");
        assertThat(names(run, 5)).containsExactly("\"My Schema\".a");
        assertThat(names(run, 6)).containsExactly("public.a");
        assertThat(run.step(5).blocking().writes()).containsOnlyKeys("\"My Schema\".a");
        assertThat(run.step(6).blocking().writes()).containsOnlyKeys("public.a");
    }

    @Test
    void what_a_step_drops_has_its_name_still_and_what_it_keeps_out_of_line_belongs_to_its_table() {
        Performance run = rehearsal.perform("BEGIN; DROP TABLE a; COMMIT;");
        assertThat(names(run, 2)).contains("public.a", "public.a_pkey").doesNotContain("transient");
        Catalog catalog = run.step(2).step().catalog();
        assertThat(run.step(2).locks())
                .flatExtracting(lock -> lock.relation().stream().toList())
                .filteredOn(relation -> relation.name().startsWith("pg_toast."))
                .isNotEmpty()
                .allSatisfy(toast -> assertThat(
                                catalog.relation(catalog.tableOf(toast.oid())).map(Relation::name))
                        .contains("public.a"));
    }

    @Test
    void a_partition_is_named_itself_and_blocks_its_parent() {
        Performance run = rehearsal.perform("BEGIN; LOCK TABLE p1 IN EXCLUSIVE MODE; COMMIT;");
        assertThat(names(run, 2)).containsExactly("public.p1");
        assertThat(run.step(2).blocking().writes()).containsOnlyKeys("public.p1", "public.p");
    }

    @Test
    void a_temporary_table_is_named_and_blocks_nobody() {
        Performance run = rehearsal.perform("CREATE TEMP TABLE a (id int); BEGIN; LOCK TABLE a; COMMIT; DROP TABLE a;");
        assertThat(names(run, 3)).allMatch(name -> name.matches("pg_temp_\\d+\\.a"));
        assertThat(names(run, 5)).anyMatch(name -> name.matches("pg_temp_\\d+\\.a"));
        assertThat(run.analysis().steps())
                .allSatisfy(step -> assertThat(step.blocking().reads()).isEmpty());
    }

    private static List<String> names(Performance run, int step) {
        return run.step(step).locks().stream().map(RelationLock::name).toList();
    }
}
