package dev.dryrun.script;

import java.util.Map;
import java.util.Optional;

/**
 * A migration file as it was found.
 *
 * @param byName the tool whose naming it follows, or psql
 * @param settings the file of settings beside it, if its tool knows one ({@code V1__x.sql.conf}, metadata.toml)
 * @param variables what {@code --set} gave
 */
public record MigrationSource(
        SourceText source, MigrationFormat byName, Optional<SourceText> settings, Map<String, String> variables) {

    public MigrationSource {
        variables = Map.copyOf(variables);
    }

    /** A file that lies alone, under a name that says nothing. */
    static MigrationSource plain(SourceText source) {
        return new MigrationSource(source, MigrationFormat.PSQL, Optional.empty(), Map.of());
    }
}
