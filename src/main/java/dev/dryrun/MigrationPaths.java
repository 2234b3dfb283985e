package dev.dryrun;

import dev.dryrun.plan.BadInput;
import dev.dryrun.script.FileNote;
import dev.dryrun.script.MigrationFormat;
import dev.dryrun.script.MigrationName;
import dev.dryrun.script.MigrationName.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files that {@code --migration} names: themselves, or those of a directory in the order of their versions. */
final class MigrationPaths {

    /** A file to be run, and the tool that its name speaks of. */
    record Found(Path path, MigrationFormat byName) {

        /** The file in which the tool keeps settings of this one migration, if there is one. */
        Optional<Path> settings() {
            Path beside = switch (byName) {
                case FLYWAY -> path.resolveSibling(path.getFileName() + ".conf");
                case DIESEL -> path.resolveSibling("metadata.toml");
                default -> path;
            };
            return beside.equals(path) || !Files.isRegularFile(beside) ? Optional.empty() : Optional.of(beside);
        }
    }

    private static final String UP = "up.sql";
    private static final String PRISMA = "migration.sql";
    private static final int NAMES_SHOWN = 5;

    private final List<Found> files = new ArrayList<>();
    private final List<FileNote> notes = new ArrayList<>();

    private MigrationPaths() {}

    static MigrationPaths find(List<Path> given) {
        MigrationPaths found = new MigrationPaths();
        for (Path path : given) {
            if (Files.isDirectory(path)) {
                found.addDirectory(path);
            } else {
                found.files.add(file(path));
            }
        }
        return found;
    }

    /** In the order in which they are run. */
    List<Found> files() {
        return files;
    }

    List<FileNote> notes() {
        return notes;
    }

    private void addDirectory(Path directory) {
        Optional<Found> itself = folderMigration(directory);
        if (itself.isPresent()) {
            files.add(itself.get());
            return;
        }
        Map<String, Found> byName = new HashMap<>();
        List<MigrationName> names = new ArrayList<>();
        for (Path entry : entries(directory)) {
            name(entry).ifPresent(name -> {
                names.add(name);
                byName.put(name.text(), folderMigration(entry).orElse(new Found(entry, name.format())));
            });
        }
        List<MigrationName> migrations = MigrationName.inOrder(directory.toString(), names);
        if (migrations.isEmpty()) {
            throw new BadInput(
                    "--migration " + directory + " holds no migration",
                    "give a directory with .sql files, or with folders that hold up.sql or migration.sql");
        }
        migrations.forEach(name -> files.add(byName.get(name.text())));
        noteLeftOut(directory, names);
        noteFolders(directory);
    }

    /** Some tools look into them and some do not: whoever reads the report should know that they were not run. */
    private void noteFolders(Path directory) {
        List<String> folders = entries(directory).stream()
                .filter(entry ->
                        Files.isDirectory(entry) && folderMigration(entry).isEmpty() && holdsSql(entry))
                .map(entry -> entry.getFileName() + "/")
                .toList();
        if (!folders.isEmpty()) {
            notes.add(FileNote.leftOut(directory + ": " + shown(folders)
                    + ": left out, because folders in a directory are not looked into: name them with --migration"));
        }
    }

    private static boolean holdsSql(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.anyMatch(path -> path.toString().endsWith(".sql"));
        } catch (IOException e) {
            throw new BadInput("the directory " + folder + " cannot be read: " + e, "check its permissions");
        }
    }

    private static String shown(List<String> names) {
        String more = names.size() > NAMES_SHOWN ? " and " + (names.size() - NAMES_SHOWN) + " more" : "";
        return names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", ")) + more;
    }

    private void noteLeftOut(Path directory, List<MigrationName> names) {
        List<String> leftOut = names.stream()
                .filter(name -> name.role() == Role.LEFT_OUT)
                .map(MigrationName::text)
                .toList();
        if (!leftOut.isEmpty()) {
            notes.add(FileNote.leftOut(directory + ": " + shown(leftOut)
                    + ": left out, because they take migrations back or stand for earlier ones"));
        }
    }

    /** Nothing for what cannot be a migration. */
    private static Optional<MigrationName> name(Path entry) {
        String text = entry.getFileName().toString();
        if (Files.isDirectory(entry)) {
            return folderMigration(entry).map(found -> MigrationName.ofFolder(text, found.byName()));
        }
        return Optional.of(MigrationName.ofFile(text));
    }

    /** A folder that is one migration of Diesel or Prisma. */
    private static Optional<Found> folderMigration(Path folder) {
        if (Files.isRegularFile(folder.resolve(UP))) {
            return Optional.of(new Found(folder.resolve(UP), MigrationFormat.DIESEL));
        }
        if (Files.isRegularFile(folder.resolve(PRISMA))) {
            return Optional.of(new Found(folder.resolve(PRISMA), MigrationFormat.PRISMA));
        }
        return Optional.empty();
    }

    /** A file of its own: up.sql and migration.sql mean something only in a folder with a version. */
    private static Found file(Path path) {
        String name = path.getFileName().toString();
        Optional<Path> folder = Optional.ofNullable(
                        path.toAbsolutePath().normalize().getParent())
                .filter(parent -> parent.getFileName() != null)
                .filter(parent -> MigrationName.ofFolder(parent.getFileName().toString(), MigrationFormat.PSQL)
                        .version()
                        .isPresent());
        if (folder.isPresent() && (name.equals(UP) || name.equals(PRISMA))) {
            return new Found(path, name.equals(UP) ? MigrationFormat.DIESEL : MigrationFormat.PRISMA);
        }
        return new Found(path, MigrationName.ofFile(name).format());
    }

    private static List<Path> entries(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new BadInput("the directory " + directory + " cannot be read: " + e, "check its permissions");
        }
    }
}
