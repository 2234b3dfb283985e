package dev.dryrun.plan;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What is run against the restored database. */
public sealed interface Migration {

    /** What the results directory and reports call it. */
    String name();

    /**
     * SQL scripts as for psql, and directories of them, in the order in which they are run.
     *
     * @param variables what psql's {@code --set} would set before the first of them
     */
    record Scripts(List<Path> paths, Map<String, String> variables) implements Migration {

        private static final Pattern ENDING = Pattern.compile("(?<=.)(?:\\.up)?\\.[A-Za-z]+$");

        public Scripts {
            paths = List.copyOf(paths);
            variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
            if (paths.isEmpty()) {
                throw new IllegalArgumentException("no migration");
            }
        }

        /** The name of the first file, without its ending, or of the directory. */
        @Override
        public String name() {
            String file =
                    paths.get(0).toAbsolutePath().normalize().getFileName().toString();
            return ENDING.matcher(file).replaceFirst("");
        }
    }

    /** None: what is asked for needs no migration, and knows no table that one would touch. */
    record None() implements Migration {

        @Override
        public String name() {
            return "none";
        }
    }

    /** The command line of a migration tool, for the shell. */
    record ExternalCommand(String text) implements Migration {

        public ExternalCommand {
            if (text.isBlank()) {
                throw new IllegalArgumentException("an empty command");
            }
        }

        /** The name of the program. */
        @Override
        public String name() {
            String program = text.strip().split("\\s", 2)[0];
            return program.substring(program.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "_");
        }
    }
}
