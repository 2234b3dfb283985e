package dev.dryrun.script;

import dev.dryrun.plan.BadInput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a file or folder in a directory of migrations says: whether it is one, of which tool, and in what
 * order it is run.
 *
 * @param text the name
 */
public record MigrationName(String text, Role role, Optional<MigrationVersion> version, MigrationFormat format) {

    /** What a file of this name is for. */
    public enum Role {
        /** One of the steps from the schema of today to that of tomorrow. */
        MIGRATION,
        /** Flyway's {@code R__}, which runs after all versions. */
        REPEATABLE,
        /** It takes a migration back, or stands in for earlier ones: not run. */
        LEFT_OUT,
        /** No SQL file. */
        OTHER
    }

    private static final Pattern FLYWAY = Pattern.compile("([VUB])(\\d+(?:[._]\\d+)*)__.*\\.sql");
    private static final Pattern FLYWAY_REPEATABLE = Pattern.compile("R__.*\\.sql");
    private static final Pattern BACK = Pattern.compile("(?i).*\\.(?:down|undo|rollback)\\.sql");
    private static final Pattern UP = Pattern.compile("(?i).*\\.up\\.sql");
    private static final Pattern SQL = Pattern.compile("(?i).*\\.sql");
    private static final Pattern VERSION =
            Pattern.compile("(\\d{4}_\\d{2}_\\d{2}(?:_\\d{4,6})?|\\d+(?:[.-]\\d+)*)(?![0-9A-Za-z]).*");

    private static final Comparator<MigrationName> ORDER = Comparator.comparing(MigrationName::role)
            .thenComparing(name -> name.version().orElse(MigrationVersion.of("0")))
            .thenComparing(MigrationName::text);

    public static MigrationName ofFile(String name) {
        Matcher flyway = FLYWAY.matcher(name);
        if (flyway.matches()) {
            Role role = flyway.group(1).equals("V") ? Role.MIGRATION : Role.LEFT_OUT;
            Optional<MigrationVersion> version = Optional.of(MigrationVersion.of(flyway.group(2)));
            return new MigrationName(name, role, version, MigrationFormat.FLYWAY);
        }
        if (FLYWAY_REPEATABLE.matcher(name).matches()) {
            return new MigrationName(name, Role.REPEATABLE, Optional.empty(), MigrationFormat.FLYWAY);
        }
        if (BACK.matcher(name).matches()) {
            return new MigrationName(name, Role.LEFT_OUT, version(name), MigrationFormat.PSQL);
        }
        MigrationFormat format = UP.matcher(name).matches() ? MigrationFormat.GOLANG_MIGRATE : MigrationFormat.PSQL;
        return new MigrationName(
                name, SQL.matcher(name).matches() ? Role.MIGRATION : Role.OTHER, version(name), format);
    }

    /** The name of a folder that holds one migration of Diesel or Prisma. */
    public static MigrationName ofFolder(String name, MigrationFormat format) {
        return new MigrationName(name, Role.MIGRATION, version(name), format);
    }

    private static Optional<MigrationVersion> version(String name) {
        Matcher version = VERSION.matcher(name);
        return version.matches() ? Optional.of(MigrationVersion.of(version.group(1))) : Optional.empty();
    }

    /**
     * The migrations among the names of one directory, in the order in which they are run.
     *
     * @param directory for messages
     * @throws BadInput where the names give no order
     */
    public static List<MigrationName> inOrder(String directory, List<MigrationName> names) {
        List<MigrationName> migrations = new ArrayList<>(names.stream()
                .filter(name -> name.role() == Role.MIGRATION || name.role() == Role.REPEATABLE)
                .sorted(ORDER)
                .toList());
        refuseMixture(directory, migrations);
        refuseSameVersion(directory, migrations);
        return migrations;
    }

    private static void refuseMixture(String directory, List<MigrationName> migrations) {
        Optional<MigrationName> versioned =
                migrations.stream().filter(name -> name.version().isPresent()).findFirst();
        Optional<MigrationName> bare = migrations.stream()
                .filter(name -> name.role() == Role.MIGRATION && name.version().isEmpty())
                .findFirst();
        if (versioned.isPresent() && bare.isPresent()) {
            throw new BadInput(
                    directory + " holds migrations with a version ("
                            + versioned.get().text() + ") and without ("
                            + bare.get().text() + "): they have no order",
                    "give the ones that are to be run with --migration, in their order");
        }
    }

    private static void refuseSameVersion(String directory, List<MigrationName> migrations) {
        Map<MigrationVersion, MigrationName> byVersion = new HashMap<>();
        for (MigrationName name : migrations) {
            name.version().map(version -> byVersion.put(version, name)).ifPresent(first -> {
                throw new BadInput(
                        directory + " holds two migrations of version "
                                + first.version().orElseThrow() + ": " + first.text() + " and " + name.text(),
                        "rename one, or give the files with --migration in their order");
            });
        }
    }
}
