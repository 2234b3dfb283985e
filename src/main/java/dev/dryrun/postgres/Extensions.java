package dev.dryrun.postgres;

import dev.dryrun.plan.NoVerdict;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Compares the extensions that a dump creates with those that the server has. */
final class Extensions {

    /** One row for each version of the extension that the server could create. */
    private static final String VERSIONS = """
            SELECT version FROM pg_catalog.pg_available_extension_versions WHERE name = ? ORDER BY version
            """;

    private Extensions() {}

    /** What is missing, each in words; empty where all is there. */
    static List<String> missing(Connection connection, List<DumpContents.Extension> wanted) throws SQLException {
        List<String> missing = new ArrayList<>();
        for (DumpContents.Extension each : wanted) {
            List<String> versions = versions(connection, each.name());
            if (versions.isEmpty()) {
                missing.add(each.name() + (each.version().isEmpty() ? "" : " " + each.version()));
            } else if (!each.version().isEmpty() && !versions.contains(each.version())) {
                missing.add(each.name() + " " + each.version() + " (there is " + String.join(", ", versions) + ")");
            }
        }
        return missing;
    }

    static NoVerdict refusal(PostgresServer server, Dump dump, List<String> missing) {
        String here = server.image().map(image -> "image " + image).orElse("the server of this machine");
        String install = server.kind().equals("local")
                ? "install their packages for Postgres " + server.major() + ", or name an image that has them with"
                        + " --server container --postgres-image"
                : "name an image that has them with --postgres-image";
        return new NoVerdict(
                "the dump " + dump.path() + " needs extensions that " + here + " does not have: "
                        + String.join(", ", missing),
                install + ", or go on without them by --allow-restore-errors");
    }

    private static List<String> versions(Connection connection, String name) throws SQLException {
        List<String> versions = new ArrayList<>();
        try (var statement = connection.prepareStatement(VERSIONS)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    versions.add(rows.getString(1));
                }
            }
        }
        return versions;
    }
}
