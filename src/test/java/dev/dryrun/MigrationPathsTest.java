package dev.dryrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dryrun.plan.BadInput;
import dev.dryrun.script.FileNote;
import dev.dryrun.script.MigrationFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories as migration tools keep them. */
class MigrationPathsTest {

    @TempDir
    Path directory;

    @Test
    void a_directory_stands_for_its_files_in_the_order_of_their_versions() throws IOException {
        files("10_c.sql", "2_b.sql", "1_a.sql", "README.md", ".hidden.sql", "seeds/0_x.sql");
        assertThat(names(directory)).containsExactly("1_a.sql", "2_b.sql", "10_c.sql");
    }

    @Test
    void folders_with_scripts_in_them_are_not_run_and_the_report_says_so() throws IOException {
        files("V1__a.sql", "v2/V2__b.sql", "docs/x.md", "20240110_b/up.sql");
        assertThat(MigrationPaths.find(List.of(directory)).notes())
                .extracting(FileNote::message)
                .containsExactly(
                        directory
                                + ": v2/: left out, because folders in a directory are not looked into: name them with --migration");
    }

    @Test
    void files_and_directories_keep_the_order_in_which_they_are_given() throws IOException {
        files("b/2.sql", "b/1.sql", "a.sql");
        assertThat(names(directory.resolve("b"), directory.resolve("a.sql")))
                .containsExactly("1.sql", "2.sql", "a.sql");
    }

    @Test
    void undo_files_are_left_out_with_a_note() throws IOException {
        files("1_a.up.sql", "1_a.down.sql", "2_b.up.sql", "2_b.down.sql");
        MigrationPaths found = MigrationPaths.find(List.of(directory));
        assertThat(found.files())
                .extracting(file -> file.path().getFileName().toString())
                .containsExactly("1_a.up.sql", "2_b.up.sql");
        assertThat(found.files()).extracting(MigrationPaths.Found::byName).containsOnly(MigrationFormat.GOLANG_MIGRATE);
        assertThat(found.notes())
                .extracting(FileNote::message)
                .containsExactly(
                        directory
                                + ": 1_a.down.sql, 2_b.down.sql: left out, because they take migrations back or stand for earlier ones");
    }

    @Test
    void a_folder_per_migration_is_one_of_diesel_or_prisma() throws IOException {
        files(
                "20240110_b/up.sql",
                "20240110_b/down.sql",
                "20240102_a/migration.sql",
                "migration_lock.toml",
                "docs/x.md");
        assertThat(MigrationPaths.find(List.of(directory)).files())
                .containsExactly(
                        new MigrationPaths.Found(directory.resolve("20240102_a/migration.sql"), MigrationFormat.PRISMA),
                        new MigrationPaths.Found(directory.resolve("20240110_b/up.sql"), MigrationFormat.DIESEL));
    }

    @Test
    void such_a_folder_alone_or_its_file_means_the_same() throws IOException {
        files("20240110_b/up.sql", "20240110_b/down.sql", "plain/up.sql");
        Path up = directory.resolve("20240110_b/up.sql");
        MigrationPaths.Found expected = new MigrationPaths.Found(up, MigrationFormat.DIESEL);
        assertThat(MigrationPaths.find(List.of(up)).files()).containsExactly(expected);
        assertThat(MigrationPaths.find(List.of(up.getParent())).files()).containsExactly(expected);
        assertThat(MigrationPaths.find(List.of(directory.resolve("plain/up.sql")))
                        .files())
                .extracting(MigrationPaths.Found::byName)
                .containsExactly(MigrationFormat.PSQL);
    }

    @Test
    void settings_lie_beside_the_files_of_flyway_and_diesel_only() throws IOException {
        files("V1__a.sql", "V1__a.sql.conf", "2_b/up.sql", "2_b/metadata.toml", "x.sql", "x.sql.conf");
        assertThat(new MigrationPaths.Found(directory.resolve("V1__a.sql"), MigrationFormat.FLYWAY).settings())
                .contains(directory.resolve("V1__a.sql.conf"));
        assertThat(new MigrationPaths.Found(directory.resolve("2_b/up.sql"), MigrationFormat.DIESEL).settings())
                .contains(directory.resolve("2_b/metadata.toml"));
        assertThat(new MigrationPaths.Found(directory.resolve("x.sql"), MigrationFormat.PSQL).settings())
                .isEmpty();
    }

    @Test
    void links_are_followed() throws IOException {
        files("shared/x.sql");
        Path migrations = Files.createDirectory(directory.resolve("migrations"));
        Files.createSymbolicLink(migrations.resolve("1_x.sql"), directory.resolve("shared/x.sql"));
        assertThat(names(migrations)).containsExactly("1_x.sql");
    }

    @Test
    void a_directory_without_sql_is_refused() throws IOException {
        files("README.md", "1_a.down.sql", "empty/x.txt");
        assertThatThrownBy(() -> names(directory))
                .isInstanceOf(BadInput.class)
                .hasMessage("--migration " + directory + " holds no migration");
    }

    private List<String> names(Path... given) {
        return MigrationPaths.find(List.of(given)).files().stream()
                .map(file -> file.path().getFileName().toString())
                .toList();
    }

    private void files(String... names) throws IOException {
        for (String name : names) {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "select 1;\n");
        }
    }
}
