package dev.dryrun.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.plan.LoadPlan;
import dev.dryrun.profile.LoadProfile;
import dev.dryrun.profile.ProfileDraft;
import dev.dryrun.profile.ProfileReader;
import dev.dryrun.script.SourceText;
import dev.dryrun.time.Phases;
import dev.dryrun.time.RunClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The derived load on schemas of many kinds: no request fails, the data stays valid, and no table grows. */
class AutomaticLoadIT {

    private static final Set<String> WRITTEN_BY_TRIGGERS = Set.of("public.audit", "public.copies");

    private static LocalPostgres server;

    @BeforeAll
    static void start() throws Exception {
        server = LocalPostgres.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rails",
                "django",
                "tenants",
                "films",
                "bank",
                "booking",
                "stock",
                "devices",
                "oddities",
                "inherited",
                "graph",
                "../awkward-schema",
                "shop.dump"
            })
    void the_derived_load_fails_nowhere_and_leaves_the_data_valid(String schema) throws Exception {
        String database = schema.replaceAll("\\W", "");
        create(schema, database);
        Map<String, Long> before = rows(database);

        LoadProfile profile = derive(database, before.keySet());
        LoadResult result = run(database, profile);

        PhaseLoad warmUp = result.baseline().orElseThrow();
        assertThat(warmUp.failures()).as("%s", profile.notes()).isEmpty();
        assertThat(warmUp.counts().succeeded())
                .isEqualTo(warmUp.counts().requests())
                .isGreaterThan(100);
        assertThat(rows(database)).isEqualTo(before);
        everyConstraintHolds(database);
        for (String table : before.keySet()) {
            assertThat(profile.queries().stream().map(query -> query.name()))
                    .as("%s in %s", table, profile.notes())
                    .anyMatch(name -> name.startsWith(table + ": "));
        }
    }

    @Test
    void tables_that_triggers_write_to_are_neighbours_in_both_directions_and_views_stand_for_their_tables()
            throws Exception {
        server.execute("CREATE DATABASE neighbours");
        server.execute("neighbours", text("schemas/bank.sql"));
        server.execute("neighbours", "CREATE VIEW titles AS SELECT title FROM documents");

        assertThat(tables("neighbours", "audit")).containsExactlyInAnyOrder("public.audit", "public.accounts");
        assertThat(tables("neighbours", "accounts")).contains("public.audit", "public.entries", "public.balances");
        assertThat(tables("neighbours", "titles")).containsExactly("public.documents");
    }

    @Test
    void the_profile_that_is_written_out_is_read_back_runs_without_errors_and_holds_no_values() throws Exception {
        for (String schema : List.of("rails", "films")) {
            String database = schema + "_written";
            create(schema, database);
            Map<String, Long> before = rows(database);
            String yaml;
            LoadProfile profile;
            try (Connection connection = server.connect(database)) {
                yaml = ProfileExport.yaml(connection, before.keySet(), Set.of());
                ProfileDraft draft = ProfileReader.read(new SourceText("load.yml", yaml), (name, origin) -> {
                    throw new AssertionError(name);
                });
                profile = ProfileBinding.bind(connection, draft, 8);
            }

            PhaseLoad warmUp = run(database, profile).baseline().orElseThrow();
            assertThat(warmUp.failures()).as(yaml).isEmpty();
            assertThat(rows(database)).as(yaml).isEqualTo(before);
            assertThat(yaml)
                    .contains("INSERT INTO public.")
                    .contains("DELETE FROM public.")
                    .doesNotContain("u7@x.org", "Acc-7", "The film 7")
                    .doesNotContain("left out: load.yml");
        }
    }

    private static Set<String> tables(String database, String identifier) throws Exception {
        Set<String> tables = new HashSet<>();
        derive(database, Set.of(identifier))
                .queries()
                .forEach(query ->
                        tables.add(query.name().substring(0, query.name().indexOf(':'))));
        return tables;
    }

    private static void create(String schema, String database) throws Exception {
        server.execute("CREATE DATABASE " + database);
        if (schema.endsWith(".dump")) {
            server.restore(database, Path.of("dumps", schema));
        } else {
            server.execute(database, text("schemas/" + schema + ".sql"));
        }
        server.execute(database, "ANALYZE");
    }

    private static String text(String resource) throws IOException {
        try (var schema = AutomaticLoadIT.class.getResourceAsStream(resource)) {
            return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static LoadProfile derive(String database, Set<String> tables) throws SQLException {
        Set<String> identifiers = new TreeSet<>();
        tables.forEach(table -> identifiers.add(table.replace("\"", "")));
        try (Connection connection = server.connect(database)) {
            return ProfileDerivation.derive(connection, identifiers, Set.of());
        }
    }

    private static LoadResult run(String database, LoadProfile profile) throws Exception {
        RunClock clock = RunClock.system();
        Phases phases = new Phases();
        LoadPlan plan = LoadPlan.automatic(800, 8, Duration.ZERO, Duration.ZERO);
        try (LoadGenerator load = LoadGenerator.prepare(plan, profile, server.target(database), clock)) {
            phases.begin(Phases.Kind.WARM_UP, 0, clock.now());
            load.start(clock.now(), phases);
            clock.sleepUntil(clock.now().plus(Duration.ofSeconds(1)));
            return load.stop(Duration.ofSeconds(20));
        }
    }

    /** How many rows each table has that can be in the load. */
    private static Map<String, Long> rows(String database) throws SQLException {
        String tables = """
                SELECT format('%I.%I', nspname, relname), (xpath('//c/text()',
                    query_to_xml(format('SELECT count(*) AS c FROM %I.%I', nspname, relname), false, true, '')))[1]::text
                FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
                WHERE relkind IN ('r', 'p') AND NOT relispartition AND nspname !~ '^pg_|^information_schema$'
                  AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0)
                """;
        Map<String, Long> rows = new TreeMap<>();
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(tables)) {
            while (row.next()) {
                rows.put(row.getString(1), row.getLong(2));
            }
        }
        rows.replaceAll((table, count) -> WRITTEN_BY_TRIGGERS.contains(table) ? 0 : count);
        return rows;
    }

    /** Lets Postgres check every constraint anew, and build every index. */
    private static void everyConstraintHolds(String database) throws SQLException {
        for (String sql : List.of("""
                DO $$
                DECLARE c record;
                BEGIN
                    UPDATE pg_constraint SET convalidated = false
                    WHERE contype IN ('c', 'f') AND conrelid <> 0 AND connamespace <> 'pg_catalog'::regnamespace;
                    FOR c IN SELECT conrelid::regclass AS t, conname FROM pg_constraint
                             WHERE contype IN ('c', 'f') AND NOT convalidated AND conparentid = 0 LOOP
                        EXECUTE format('ALTER TABLE %s VALIDATE CONSTRAINT %I', c.t, c.conname);
                    END LOOP;
                END $$""", "REINDEX DATABASE " + database)) {
            server.execute(database, sql);
        }
    }
}
