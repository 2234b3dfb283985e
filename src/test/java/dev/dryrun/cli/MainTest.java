package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private final Map<String, String> environment = new HashMap<>();
    private String dump;
    private String migration;

    @BeforeEach
    void files_that_exist() throws IOException {
        dump = Files.writeString(directory.resolve("shop.dump"), "PGDMP").toString();
        migration = Files.writeString(directory.resolve("a.sql"), "SELECT 1;").toString();
    }

    @Test
    void help_goes_to_stdout_and_names_every_exit_code() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString())
                .startsWith("Usage: dryrun [run] --dump FILE --migration FILE")
                .contains("0 passed", "1 a budget", "2 bad input", "3 no verdict", "70 a bug", "130 interrupted")
                .contains("Server:", "Load:", "Steps:", "Verdict:", "Report:");
        assertThat(errors.toString()).isEmpty();
    }

    @Test
    void version_goes_to_stdout() {
        assertThat(execute("--version")).isZero();
        assertThat(out.toString()).startsWith("dryrun ");
    }

    @Test
    void run_is_the_default_command() {
        assertThat(execute("run", "--help")).isZero();
        String named = out.toString();
        out.getBuffer().setLength(0);
        execute("--help");
        assertThat(named).isEqualTo(out.toString());
    }

    @Test
    void without_a_dump_the_hint_says_what_to_add() {
        refused("nothing was given for --dump", "add --dump shop.dump; see dryrun --help");
    }

    @Test
    void without_a_migration_the_hint_says_what_to_add() {
        refused("nothing was given for --migration", "add --migration change.sql; see dryrun --help", "--dump", dump);
    }

    @Test
    void a_misspelt_option_gets_a_suggestion() {
        assertThat(execute("--dump", dump, "--migraton", migration)).isEqualTo(2);
        assertThat(errors.toString().lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("dryrun: Unknown options: '--migraton'");
        assertThat(errors.toString()).contains("hint: did you mean --migration");
    }

    @Test
    void several_files_behind_one_option_get_a_hint() {
        refused(
                "Unmatched argument at index 4: 'b.sql'",
                "each file needs its option: --migration b.sql",
                "--dump",
                dump,
                "--migration",
                migration,
                "b.sql");
    }

    @Test
    void an_option_without_its_value_is_refused() {
        refused("Missing required parameter for option '--dump' (FILE)", "see dryrun --help", "--dump");
    }

    @Test
    void an_option_given_twice_is_refused() {
        refused(
                "--warm-up was given more than once: 1s, 2s",
                "keep one of them",
                "--warm-up=1s",
                "--load-rate=5/s",
                "--warm-up=2s");
    }

    @Test
    void two_dumps_are_refused() {
        assertThat(execute("--dump", dump, "--dump", dump)).isEqualTo(2);
        assertThat(errors.toString()).startsWith("dryrun: option '--dump' (FILE) should be specified only once");
    }

    @Test
    void a_file_that_does_not_exist_is_refused_by_its_name() {
        String missing = directory.resolve("missing.dump").toString();
        refused("--dump " + missing + " does not exist", "check the path", "--dump", missing, "--migration", migration);
    }

    @Test
    void a_directory_without_migrations_is_refused() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        refused(
                "--migration " + empty + " holds no migration",
                "give a directory with .sql files, or with folders that hold up.sql or migration.sql",
                "--dump",
                dump,
                "--migration",
                empty.toString());
    }

    @Test
    void a_directory_is_a_dump_if_it_holds_a_table_of_contents() throws IOException {
        Path dumped = Files.createDirectory(directory.resolve("dumped"));
        assertThat(execute("--dump", dumped.toString(), "--migration", migration))
                .isEqualTo(2);
        assertThat(errors.toString()).contains("dumped is a directory");

        Files.writeString(dumped.resolve("toc.dat"), "PGDMP");
        assertThat(execute("--dump", dumped.toString(), "--migration", migration, "--results", directory + "/results"))
                .isEqualTo(2);
        assertThat(errors.toString()).contains("toc.dat is damaged");
    }

    @Test
    void a_device_is_no_dump() {
        assertThat(execute("--dump", "/dev/null", "--migration", migration)).isEqualTo(2);
        assertThat(errors.toString()).startsWith("dryrun: --dump /dev/null is not a regular file\nhint: ");
    }

    @Test
    void a_file_is_no_results_directory() {
        refused(
                "--results " + dump + " cannot be made a directory",
                "choose a directory that you may write to with --results",
                "--dump",
                dump,
                "--migration",
                migration,
                "--results",
                dump);
    }

    @Test
    void a_results_directory_that_takes_no_file_is_refused_before_anything_is_restored() {
        refused(
                "--results /proc cannot be written to",
                "choose a directory that you may write to with --results",
                "--dump",
                dump,
                "--migration",
                migration,
                "--results",
                "/proc");
    }

    @Test
    void what_is_named_latest_and_is_no_link_is_refused_and_left_alone() throws IOException {
        Path latest = Files.createDirectories(directory.resolve("results").resolve("latest"));
        refused(
                latest + " is not the link to the latest run, for which dryrun needs that name",
                "move it away, or choose another directory with --results",
                "--dump",
                dump,
                "--migration",
                migration,
                "--results",
                latest.getParent().toString());
        assertThat(latest).isEmptyDirectory();
        assertThat(latest.getParent().toFile().list()).containsExactly("latest");
    }

    @Test
    void a_format_named_twice_is_refused() {
        refused(
                "--report names html twice",
                "name each format once",
                "--dump",
                dump,
                "--migration",
                migration,
                "--report=html,html");
    }

    /** In a job of GitHub Actions even an error is printed while the runner takes no commands. */
    @Test
    void whatever_happens_the_runner_of_github_is_told_to_take_commands_again() {
        environment.put("GITHUB_ACTIONS", "true");
        assertThat(execute("--dump", directory + "/\n::error::injected", "--migration", migration))
                .isEqualTo(2);
        assertThat(out.toString()).matches("::stop-commands::(dryrun-[0-9a-f]{32})\n::\\1::\n");
        out.getBuffer().setLength(0);
        execute("--help");
        assertThat(out.toString()).startsWith("Usage:");
    }

    @Test
    void options_are_refused_before_files_are_looked_at() {
        String results = directory.resolve("new").toString();
        assertThat(execute("--dump=missing", "--migration=missing", "--warm-up=5", "--results", results))
                .isEqualTo(2);
        assertThat(errors.toString()).contains("--warm-up 5 is a duration without a unit");
        assertThat(Path.of(results)).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--warm-up=5", "--load-rate=200", "--server=cloud", "--report=pdf", "--nonsense", "@file"})
    void the_users_mistakes_take_two_lines_and_never_a_stack_trace(String argument) {
        assertThat(execute("--dump", dump, "--migration", migration, argument)).isEqualTo(2);
        assertThat(errors.toString()).matches("dryrun: [^\n]+\nhint: [^\n]+\n").doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }

    private void refused(String message, String hint, String... arguments) {
        assertThat(execute(arguments)).isEqualTo(2);
        assertThat(errors.toString()).isEqualTo("dryrun: " + message + "\nhint: " + hint + "\n");
    }

    private int execute(String... arguments) {
        Interruption none = new Interruption(Thread.currentThread());
        return new Main(new PrintWriter(out, true), new PrintWriter(errors, true), none, environment)
                .execute(arguments);
    }
}
