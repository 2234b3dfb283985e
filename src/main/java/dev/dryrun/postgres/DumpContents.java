package dev.dryrun.postgres;

import java.util.List;
import java.util.Set;

/**
 * What a dump asks of the server that it goes into.
 *
 * @param roles that it names
 * @param extensions that it creates
 * @param tablespaces other than the default one that its tables and indexes were in
 * @param tables whose rows it holds, where that is known, else 0
 * @param built the indexes and constraints that are made behind the rows, where that is known, else 0
 */
public record DumpContents(
        DatabaseDefinition database,
        Set<String> roles,
        List<Extension> extensions,
        Set<String> tablespaces,
        int tables,
        int built) {

    /** An extension that the dump creates; the version is empty where any will do, as pg_dump writes it. */
    public record Extension(String name, String version) {}

    public DumpContents {
        roles = Set.copyOf(roles);
        extensions = List.copyOf(extensions);
        tablespaces = Set.copyOf(tablespaces);
    }
}
