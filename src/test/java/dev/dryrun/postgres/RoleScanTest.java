package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleScanTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE public.a OWNER TO app; | app",
                "ALTER TABLE public.a OWNER TO \"App \"\"x\"\"\"; | App \"x\"",
                "GRANT SELECT,INSERT ON TABLE public.a TO reader; | reader",
                "GRANT ALL ON SCHEMA public TO PUBLIC; | ''",
                "GRANT SELECT ON TABLE a TO b, Cc WITH GRANT OPTION; | b,cc",
                "REVOKE ALL ON SCHEMA public FROM app; | app",
                "CREATE POLICY p ON public.a FOR SELECT TO tenant, \"Other\" USING (true); | Other,tenant",
                "ALTER DEFAULT PRIVILEGES FOR ROLE owner IN SCHEMA public GRANT SELECT ON TABLES TO r; | owner,r",
                "SET SESSION AUTHORIZATION 'x'; | ''",
                "SET SESSION AUTHORIZATION app; | app",
                "SET ROLE migrator; | migrator",
                "SET LOCAL ROLE migrator; | migrator",
                "RESET ROLE; | ''",
                "CREATE USER MAPPING FOR app SERVER s; | app",
                "CREATE SCHEMA x AUTHORIZATION app; | app",
                "ALTER ROLE app IN DATABASE shop SET work_mem TO '1MB'; | app",
                "GRANT readers TO alice; | alice,readers",
                "GRANT pg_read_all_data TO alice; | alice",
                "ALTER TABLE a OWNER TO CURRENT_USER; | ''",
                "REASSIGN OWNED BY old TO young; | old,young",
                "CREATE TABLE grants (id int); | ''",
            })
    void roles_are_found_in_the_statements_that_name_them(String sql, String roles) {
        assertThat(String.join(",", RoleScan.of(sql))).isEqualTo(roles);
    }

    @Test
    void roles_that_the_text_creates_itself_are_left_to_it() {
        assertThat(RoleScan.of("CREATE ROLE app NOLOGIN;\nGRANT SELECT ON a TO app;\n"))
                .isEmpty();
    }

    @Test
    void rows_and_bodies_are_not_read() {
        String sql = """
                COPY public.log (line) FROM stdin;
                ALTER TABLE a OWNER TO inrows;
                \\.
                CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $body$
                GRANT SELECT ON a TO inbody;
                $body$;
                ALTER FUNCTION f() OWNER TO outside;
                """;

        assertThat(RoleScan.of(sql)).containsExactly("outside");
    }

    @Test
    void a_statement_may_go_over_several_lines() {
        assertThat(RoleScan.of("GRANT SELECT ON a, b\n  TO one,\n     two;\nSELECT 1;\n"))
                .containsExactly("one", "two");
    }
}
