package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.observe.PsqlTwin.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands of psql do to a database, against what psql itself does with the same file. */
class PsqlCommandsIT {

    private static final String GIVEN = "CREATE TABLE t (id int PRIMARY KEY, v text);"
            + " INSERT INTO t VALUES (1, 'a'), (2, 'b'); CREATE TABLE log (n int GENERATED ALWAYS AS IDENTITY, what text);";

    private static Rehearsal rehearsal;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        rehearsal = new Rehearsal();
    }

    @AfterAll
    static void stop() {
        rehearsal.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\set who 'O''Hara \\\\ Co'\nINSERT INTO log (what) VALUES (:'who');",
                "\\set tab t\n\\set col v\nUPDATE :tab SET :\"col\" = :'tab' WHERE id = 1;",
                "\\set both 'INSERT INTO log (what) VALUES (''x''); INSERT INTO log (what) VALUES (''y'')'\n:both;",
                "INSERT INTO log (what) SELECT (ARRAY['a','b','c'])[1:m]::text FROM (SELECT 2 AS m) s;",
                "INSERT INTO log (what) VALUES (:{?nope}), (:{?DBNAME}) RETURNING 1;\n\\unset nope",
                "SELECT count(*) AS n, max(v) AS top FROM t \\gset\nINSERT INTO log (what) VALUES (:'top' || :n);",
                "SELECT 5 AS n, NULL AS gone \\gset p_\n\\set p_gone x\nSELECT NULL AS gone \\gset p_\n"
                        + "INSERT INTO log (what) VALUES (:{?p_gone} || :'p_n');",
                "SELECT format('INSERT INTO log (what) VALUES (%L)', v), 'DELETE FROM t WHERE id = ' || id FROM t \\gexec",
                "SELECT 'INSERT INTO log (what) VALUES (1); INSERT INTO log (what) VALUES (2)', NULL \\gexec",
                "UPDATE t SET v = 'z';\nINSERT INTO log (what) VALUES (:ROW_COUNT || :'SQLSTATE' || :ERROR);",
                "SELECT * FROM t;\nINSERT INTO log (what) VALUES (:ROW_COUNT);\nCREATE TABLE u ();\n"
                        + "INSERT INTO log (what) VALUES (:ROW_COUNT);",
                "SELECT EXISTS (SELECT FROM t WHERE id = 3) AS there \\gset\n\\if :there\nINSERT INTO log (what) VALUES ('yes');"
                        + "\n\\else\nINSERT INTO log (what) VALUES ('no');\n\\endif\nINSERT INTO log (what) VALUES ('end');",
                "SELECT 1 AS x \\gset\n\\if :x\n\\if no\nSELECT wrong;\n\\elif tr\nINSERT INTO log (what) VALUES ('in');\n"
                        + "\\else\nSELECT wrong;\n\\endif\n\\else\n\\set y 1\n\\endif\nINSERT INTO log (what) VALUES (:{?y});",
                "\\if :unheard_of\nSELECT wrong;\n\\else\nINSERT INTO log (what) VALUES ('not a boolean');\n\\endif",
                "BEGIN;\nINSERT INTO log (what) VALUES ('lost');\n\\c\nINSERT INTO log (what) VALUES ('kept');",
                "CREATE TEMP TABLE own (x int);\nSET search_path = pg_catalog;\nSET ROLE pg_monitor;\n\\connect -\n"
                        + "INSERT INTO log (what) SELECT coalesce(to_regclass('own')::text, 'gone')"
                        + " || current_setting('search_path') || (current_user = session_user);",
                "SELECT format('ALTER DATABASE %I SET search_path = other, public', current_database()) \\gexec\n"
                        + "CREATE SCHEMA other;\n\\c\nCREATE TABLE here (x int);",
                "SELECT format('ALTER DATABASE %I SET my.own = %L', current_database(), 'a=''b') \\gexec\n\\c\n"
                        + "INSERT INTO log (what) VALUES (current_setting('my.own'));",
                "INSERT INTO log (what) VALUES ('before');\n\\q\nSELECT wrong;",
                "SELECT 1 AS x \\gset\n\\if :x\n\\q\n\\endif\nSELECT wrong;",
                "\\ir part/one.sql\nINSERT INTO log (what) VALUES (:'of_two');",
                "\\set dir part\nBEGIN;\n\\ir :dir/two.sql;\nCOMMIT;",
                "COPY t FROM STDIN;\n3\tit's\n\\.\n\\copyright\n\\pset format csv\nSELECT 1 \\g (format=csv)\n",
                "SELECT 1 AS x \\gset\n\\if :x\nCOPY t FROM STDIN;\n3\tc\n\\.\n\\endif\nINSERT INTO log (what) VALUES ('on');",
                "INSERT INTO log (what) VALUES (current_setting('DateStyle') || current_setting('TimeZone')"
                        + " || current_setting('extra_float_digits') || current_setting('client_encoding'));",
            })
    void a_script_leaves_what_psql_leaves(String script) throws Exception {
        PsqlTwin twin = new PsqlTwin(rehearsal, directory);
        Path file = files(script);
        Outcome expected = twin.byPsql(GIVEN, file);
        assertThat(twin.byDryrun(GIVEN, file)).isEqualTo(expected);
        assertThat(expected.succeeded()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO log (what) VALUES ('x');\nSELECT v FROM t \\gset\nSELECT wrong;",
                "INSERT INTO log (what) VALUES ('x');\nSELECT v FROM t WHERE false \\gset\nSELECT wrong;",
                "INSERT INTO log (what) VALUES ('x');\nSELECT 1 \\gset\nSELECT wrong;",
                "SELECT 'INSERT INTO log (what) VALUES (1)', 'SELECT wrong', 'DROP TABLE log' \\gexec\nSELECT wrong;",
                "BEGIN;\nINSERT INTO log (what) VALUES ('x');\nSELECT v FROM t \\gset\nCOMMIT;",
                "SELECT 0 AS x \\gset\n\\if :x\nCOPY t FROM STDIN;\n3\tc\n\\.\n\\endif\nINSERT INTO log (what) VALUES ('on');",
            })
    void a_script_that_fails_leaves_what_psql_leaves(String script) throws Exception {
        PsqlTwin twin = new PsqlTwin(rehearsal, directory);
        Path file = files(script);
        Outcome expected = twin.byPsql(GIVEN, file);
        assertThat(twin.byDryrun(GIVEN, file)).isEqualTo(expected);
        assertThat(expected.succeeded()).isFalse();
    }

    private Path files(String script) throws Exception {
        Files.createDirectories(directory.resolve("part"));
        Files.writeString(
                directory.resolve("part/one.sql"),
                "INSERT INTO log (what) VALUES ('one');\n\\ir two.sql\n\\q\nSELECT wrong;");
        Files.writeString(directory.resolve("part/two.sql"), "\\set of_two yes\nINSERT INTO log (what) VALUES ('two')");
        return Files.writeString(directory.resolve("m.sql"), script);
    }
}
