package dev.dryrun.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.profile.Action;
import dev.dryrun.profile.LoadProfile;
import dev.dryrun.profile.LoadQuery;
import dev.dryrun.profile.ValueSource;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LoadProfileIT {

    private static LocalPostgres server;

    @BeforeAll
    static void start() throws Exception {
        server = LocalPostgres.start();
        try (var schema = LoadProfileIT.class.getResourceAsStream("awkward-schema.sql")) {
            server.execute(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void named_tables_and_their_neighbours_in_both_directions_are_chosen() throws Exception {
        LoadProfile profile = derive("orders");

        assertThat(tables(profile))
                .containsExactlyInAnyOrder("public.orders", "public.customers", "public.order_items");
    }

    @Test
    void a_schema_qualified_name_and_the_name_of_an_index_or_a_partition_choose_the_table() throws Exception {
        assertThat(tables(derive("odd.Quoted Name"))).containsExactly("odd.\"Quoted Name\"");
        assertThat(tables(derive("customers_country"))).contains("public.customers");
        assertThat(tables(derive("events_2025"))).containsExactly("public.events");
    }

    @Test
    void without_a_named_table_the_five_largest_are_chosen() throws Exception {
        LoadProfile profile = derive("no_such_table");

        assertThat(tables(profile)).hasSize(5).contains("public.big");
        assertThat(profile.notes()).anyMatch(note -> note.contains("no table is known"));
    }

    @Test
    void a_plain_table_gets_all_four_queries_with_explicit_columns() throws Exception {
        LoadProfile profile = derive("customers");

        assertThat(query(profile, "public.customers: read by key").sql())
                .isEqualTo("SELECT id, email, name, country, score, name_length FROM public.customers WHERE id = ?");
        assertThat(query(profile, "public.customers: range of country").sql())
                .endsWith(" FROM public.customers WHERE country >= ? ORDER BY country LIMIT 20");
        assertThat(query(profile, "public.customers: update of name").sql())
                .isEqualTo("UPDATE public.customers SET name = name WHERE id = ?");
        assertThat(query(profile, "public.customers: insert").sql())
                .isEqualTo("INSERT INTO public.customers (email, name, country, score) VALUES (?, ?, ?, ?)"
                        + " RETURNING id AS key1;\nDELETE FROM public.customers WHERE id = ?");
    }

    @Test
    void eighty_percent_of_the_weight_reads() throws Exception {
        List<LoadQuery> queries = derive("orders").queries();

        double all = queries.stream().mapToDouble(LoadQuery::weight).sum();
        double reads = queries.stream()
                .filter(query -> !query.writes())
                .mapToDouble(LoadQuery::weight)
                .sum();
        assertThat(reads * 5).isEqualTo(all * 4);
    }

    @Test
    void every_derived_query_runs_many_times_without_breaking_a_constraint() throws Exception {
        LoadProfile profile = derive(
                "customers", "orders", "order_items", "tags", "codes", "events", "Quoted Name", "devices", "log");

        assertThat(profile.queries()).anyMatch(query -> query.name().equals("public.events: insert"));
        assertThat(profile.queries()).anyMatch(query -> query.name().equals("public.devices: insert"));
        assertThat(profile.queries()).anyMatch(query -> query.name().equals("public.order_items: insert"));
        assertThat(profile.queries()).anyMatch(query -> query.name().equals("odd.\"Quoted Name\": insert"));
        assertThat(profile.queries()).anyMatch(query -> query.name().equals("public.codes: insert"));
        try (Connection connection = server.connect()) {
            connection.setAutoCommit(false);
            for (LoadQuery query : profile.queries()) {
                for (int i = 0; i < 200; i++) {
                    Statements.runOnce(connection, query, i);
                }
            }
            connection.rollback();
        }
    }

    @Test
    void what_is_not_possible_is_left_out_with_a_note() throws Exception {
        LoadProfile profile = derive("tags", "log", "empty", "tiny_codes", "refusing");

        assertThat(profile.notes())
                .anyMatch(note -> note.startsWith("public.tags: no insert, because no new value"))
                .anyMatch(note -> note.startsWith("public.log: no read and no update by key"))
                .anyMatch(note -> note.startsWith("public.empty: read by key: left out"))
                .anyMatch(note -> note.startsWith("public.tiny_codes: no insert"))
                .anyMatch(note -> note.startsWith("public.refusing: insert: left out, because a trial failed"));
        assertThat(query(profile, "public.empty: some rows").writes()).isFalse();
        assertThat(query(profile, "public.log: insert").sql())
                .startsWith("BEGIN;\nINSERT")
                .endsWith(";\nROLLBACK");
    }

    @Test
    void the_same_database_gives_the_same_profile_and_stays_as_it_was() throws Exception {
        long before = rows();
        LoadProfile first = derive("orders", "events", "devices");

        assertThat(derive("orders", "events", "devices")).isEqualTo(first);
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void only_500_rows_of_a_large_table_are_drawn_from_all_over_it() throws Exception {
        LoadQuery read = query(derive("big"), "public.big: read by key");

        ValueSource.Rows drawn =
                (ValueSource.Rows) ((Action.Draw) read.actions().get(0)).values();
        assertThat(drawn.rows()).hasSize(500);
        assertThat(drawn.rows())
                .anyMatch(row -> Long.parseLong(row.get(0).orElseThrow()) > 150_000)
                .anyMatch(row -> Long.parseLong(row.get(0).orElseThrow()) < 50_000);
    }

    private static LoadProfile derive(String... identifiers) throws Exception {
        try (Connection connection = server.connect()) {
            return ProfileDerivation.derive(connection, Set.of(identifiers), Set.of());
        }
    }

    private static List<String> tables(LoadProfile profile) {
        return profile.queries().stream()
                .map(query -> query.name().substring(0, query.name().indexOf(':')))
                .distinct()
                .toList();
    }

    private static LoadQuery query(LoadProfile profile, String name) {
        return profile.queries().stream()
                .filter(query -> query.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + profile));
    }

    private static long rows() throws Exception {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT (SELECT count(*) FROM orders) + (SELECT count(*) FROM events)"
                                + " + (SELECT count(*) FROM devices)")) {
            row.next();
            return row.getLong(1);
        }
    }
}
