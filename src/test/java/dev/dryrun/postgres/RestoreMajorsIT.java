package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.plan.ServerPlan;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Restores what pg_dump made of servers of many majors: {@code src/test/resources/dumps/make-dumps.sh} has made them. */
class RestoreMajorsIT {

    private static final Path DUMPS = Path.of("src/test/resources/dumps");

    /** One row: a count of each kind of thing, in the order of rich.sql. */
    private static final String CONTENT = """
            SELECT concat_ws(' ',
                (SELECT count(*) FROM public.customers WHERE name LIKE E'größe\\t\\\\\\\\ \\n%' AND more ? 'k'),
                (SELECT count(*) FROM "Sales"."Order Lines" WHERE state = 'it''s gone' AND note = E'\\\\.\\n'),
                (SELECT count(*) FROM public.events), (SELECT count FROM public.counts),
                (SELECT count(*) FROM public.parent), (SELECT count(*) FROM public.open_lines),
                (SELECT convert_from(lo_get(4711), 'UTF8')),
                (SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal), (SELECT count(*) FROM pg_event_trigger),
                (SELECT count(*) FROM pg_policy), (SELECT count(*) FROM pg_publication),
                (SELECT count(*) FROM pg_statistic_ext),
                (SELECT attidentity FROM pg_attribute WHERE attrelid = 'public.customers'::regclass AND attname = 'id'),
                obj_description('"Sales"'::regnamespace), current_setting('work_mem'))
            """;

    private static final String ALL = "30 20 2 30 2 30 a large object 1 1 1 1 1 a it's mixed; with a semicolon 7MB";

    @ParameterizedTest
    @CsvSource({
        "pg10.dump, 10, 15",
        "pg11.dump, 11, 15",
        "pg12.dump, 12, 15",
        "pg13.dump, 13, 15",
        "pg14.dump, 14, 15",
        "pg15.dump, 15, 15",
        "pg15-by-17.sql, 15, 17"
    })
    void a_dump_of_this_server_by_this_pg_dump_is_restored_whole(String name, int server, int pgDump) throws Exception {
        Dump dump = Dump.read(DUMPS.resolve(name));
        try (PostgresServer started = TestServer.start(ServerPlan.Choice.LOCAL, dump)) {
            RestoredDatabase restored = Restore.restore(started, dump, new RestoreOptions(2, false), line -> {});

            assertThat(dump.serverMajor()).isEqualTo(server);
            assertThat(dump.dumpedByMajor()).isEqualTo(pgDump);
            assertThat(restored.database()).isEqualTo("rich");
            assertThat(restored.errors()).isEmpty();
            assertThat(restored.warnings()).isEmpty();
            assertThat(restored.roles()).contains("owner_of_all", "App Role", "reader");
            assertThat(TestServer.query(started, "rich", CONTENT)).isEqualTo(ALL);
        }
    }
}
