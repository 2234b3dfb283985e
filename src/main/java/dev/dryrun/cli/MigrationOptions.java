package dev.dryrun.cli;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.Migration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options that say what is run: scripts, or the command of a migration tool. */
final class MigrationOptions {

    private static final Pattern VARIABLE = Pattern.compile("(?<name>[^=]+)=(?<value>.*)", Pattern.DOTALL);

    @Option(
            names = "--migration",
            order = 2,
            paramLabel = "FILE|DIR",
            description = "SQL script as for psql, or a directory of them in the order of their versions; repeatable,"
                    + " run in the order given")
    private List<String> migrations = new ArrayList<>();

    @Option(
            names = "--set",
            order = 3,
            paramLabel = "NAME=VALUE",
            description = "variable of the script, as psql's --set sets it; repeatable")
    private List<String> variables = new ArrayList<>();

    @Option(
            names = "--migration-command",
            order = 4,
            paramLabel = "COMMAND",
            description = "command line of a migration tool to run instead; it finds the database in PGHOST and its"
                    + " like, DATABASE_URL and JDBC_DATABASE_URL")
    private Optional<String> command = Optional.empty();

    Migration migration() {
        if (command.isPresent()) {
            return externalCommand(command.get());
        }
        if (migrations.isEmpty()) {
            throw new BadInput("nothing was given for --migration", "add --migration change.sql; see dryrun --help");
        }
        List<Path> paths = migrations.stream()
                .map(text -> new OptionText("--migration", text).path())
                .toList();
        return new Migration.Scripts(paths, variables());
    }

    boolean isGiven() {
        return !migrations.isEmpty() || command.isPresent();
    }

    private Migration externalCommand(String text) {
        if (!migrations.isEmpty() || !variables.isEmpty()) {
            throw new OptionText("--migration-command", text)
                    .refused("takes the place of --migration and --set", "give either scripts or a command");
        }
        if (text.isBlank()) {
            throw new OptionText("--migration-command", text)
                    .refused("is empty", "write it as in a shell: 'flyway migrate'");
        }
        return new Migration.ExternalCommand(text);
    }

    private Map<String, String> variables() {
        Map<String, String> byName = new LinkedHashMap<>();
        for (String variable : variables) {
            Matcher match = VARIABLE.matcher(variable);
            if (!match.matches()) {
                throw new OptionText("--set", variable).refused("is not a variable", "write it as name=value");
            }
            byName.put(match.group("name"), match.group("value"));
        }
        return byName;
    }
}
