package dev.dryrun.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.profile.LoadProfile;
import dev.dryrun.profile.LoadQuery;
import java.sql.Connection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Queries of the user's that use what the application is said to use no more. */
class RetiredUseIT {

    private static LocalPostgres server;

    private final LoadProfile profile = LoadProfile.of(
            "shop",
            List.of(
                    query("sum", "SELECT sum(o.total) FROM public.orders o"),
                    query("all", "SELECT * FROM orders"),
                    query("names", "SELECT o.id, c.total FROM orders o JOIN customers c USING (id)"),
                    query("blind insert", "INSERT INTO orders VALUES (?, ?)"),
                    query("through a view", "SELECT n FROM big_orders"),
                    query("archive", "SELECT id FROM archive.orders WHERE note = 'public.orders.total'")),
            List.of());

    @BeforeAll
    static void start() throws Exception {
        server = LocalPostgres.start();
        server.execute("CREATE TABLE orders (id int, total int); CREATE TABLE customers (id int, total int);"
                + " CREATE VIEW big_orders AS SELECT id AS n FROM orders WHERE total > 9;"
                + " CREATE SCHEMA archive; CREATE TABLE archive.orders (id int, note text)");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void a_retired_column_takes_with_it_what_cannot_do_without() throws Exception {
        LoadProfile without = without("public.orders.total");

        assertThat(without.queries()).extracting(LoadQuery::name).containsExactly("all", "names", "archive");
        assertThat(without.notes())
                .contains("through a view: left out, because it uses public.orders.total, which is retired")
                .hasSize(3);
    }

    @Test
    void a_table_of_the_same_name_in_another_schema_is_another_table() throws Exception {
        assertThat(without("archive.orders").queries())
                .extracting(LoadQuery::name)
                .containsExactly("sum", "all", "names", "blind insert", "through a view");
    }

    @Test
    void nothing_is_dropped_for_good() throws Exception {
        without("orders", "big_orders");

        assertThat(without().queries()).hasSize(6);
    }

    private LoadProfile without(String... retired) throws Exception {
        try (Connection connection = server.connect()) {
            return ProfileDerivation.withoutRetired(connection, profile, Set.of(retired));
        }
    }

    private static LoadQuery query(String name, String sql) {
        long parameters = sql.chars().filter(letter -> letter == '?').count();
        return LoadQuery.of(name, sql, false, List.of(Collections.nCopies((int) parameters, Optional.of("1"))));
    }
}
