package dev.dryrun.load;

import dev.dryrun.profile.QueryText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The type that the server gives to a parameter.
 *
 * @param name schema-qualified and quoted
 * @param element of an array; 0 for any other
 * @param category of pg_type, such as {@code N} for numbers
 * @param label the first one of an enum
 */
record ParameterType(String name, long oid, long element, char category, Optional<String> label) {

    private static final String NAME = "dryrun_statement";

    /** The types of the prepared statement's parameters in order. */
    private static final String TYPES = """
            SELECT pg_catalog.format('%I.%I', n.nspname, t.typname) AS name, t.oid::bigint,
                   CASE WHEN t.typcategory = 'A' THEN t.typelem ELSE 0 END::bigint AS element, t.typcategory,
                   (SELECT e.enumlabel FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid
                    ORDER BY e.enumsortorder LIMIT 1) AS label
            FROM pg_catalog.pg_prepared_statements s
            CROSS JOIN LATERAL pg_catalog.unnest(s.parameter_types) WITH ORDINALITY AS p (type, position)
            JOIN pg_catalog.pg_type t ON t.oid = p.type
            JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
            WHERE s.name = ? ORDER BY p.position
            """;

    /** Lets the server prepare a query, which executes nothing; fails where the query cannot be run. */
    static List<ParameterType> of(Connection connection, QueryText query) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute("PREPARE " + NAME + " AS " + query.sql());
        }
        try {
            return read(connection);
        } finally {
            try (Statement statement = connection.createStatement()) {
                statement.execute("DEALLOCATE " + NAME);
            }
        }
    }

    private static List<ParameterType> read(Connection connection) throws SQLException {
        List<ParameterType> types = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(TYPES)) {
            statement.setString(1, NAME);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    types.add(new ParameterType(
                            rows.getString("name"),
                            rows.getLong("oid"),
                            rows.getLong("element"),
                            rows.getString("typcategory").charAt(0),
                            Optional.ofNullable(rows.getString("label"))));
                }
            }
        }
        return types;
    }

    boolean isNumber() {
        return category == 'N';
    }

    /** Some value of the type, by its category; null where none is known. */
    Optional<String> someValue() {
        return switch (category) {
            case 'N' -> Optional.of("1");
            case 'S', 'Z' -> Optional.of("a");
            case 'B' -> Optional.of("true");
            case 'D' -> Optional.of("now");
            case 'T' -> Optional.of("1 day");
            case 'A' -> Optional.of("{}");
            case 'E' -> label;
            case 'R' -> Optional.of("empty");
            case 'I' -> Optional.of("127.0.0.1");
            case 'V' -> Optional.of("0");
            case 'U' -> ofItsOwn();
            default -> Optional.empty();
        };
    }

    private Optional<String> ofItsOwn() {
        return switch (name) {
            case "pg_catalog.uuid" -> Optional.of("00000000-0000-4000-8000-000000000000");
            case "pg_catalog.json", "pg_catalog.jsonb" -> Optional.of("{}");
            case "pg_catalog.bytea" -> Optional.of("\\x00");
            case "pg_catalog.tsquery", "pg_catalog.tsvector" -> Optional.of("a");
            case "pg_catalog.jsonpath" -> Optional.of("$");
            default -> Optional.empty();
        };
    }
}
