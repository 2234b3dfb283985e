package dev.dryrun.observe;

import dev.dryrun.plan.StepPlan;
import dev.dryrun.postgres.PostgresServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The throwaway database as a migration tool is told of it, by an environment in which what Postgres's own library and the
 * tools in common use look at leads nowhere else.
 */
record ToolDatabase(PostgresServer server, String database) {

    private static final String HOST = "127.0.0.1";

    /** Takes what would lead Postgres's own library elsewhere out of an environment, and puts this database in. */
    void setIn(Map<String, String> environment, int port) {
        environment.keySet().removeIf(name -> name.startsWith("PG"));
        environment.putAll(variables(port));
    }

    private Map<String, String> variables(int port) {
        String place = HOST + ":" + port + "/" + encoded(database);
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("PGHOST", HOST);
        variables.put("PGPORT", Integer.toString(port));
        variables.put("PGUSER", server.user());
        variables.put("PGPASSWORD", server.password());
        variables.put("PGDATABASE", database);
        variables.put("PGSSLMODE", "disable");
        String url = "postgresql://" + encoded(server.user()) + ":" + encoded(server.password()) + "@" + place
                + "?sslmode=disable";
        // Rails, dbmate, Prisma, sqlx, Diesel and others; Prisma's migrations; goose.
        variables.put("DATABASE_URL", url);
        variables.put("DIRECT_URL", url);
        variables.put("GOOSE_DRIVER", "postgres");
        variables.put("GOOSE_DBSTRING", url);
        variables.put(
                "JDBC_DATABASE_URL",
                "jdbc:postgresql://" + place + "?user=" + encoded(server.user()) + "&password="
                        + encoded(server.password()) + "&sslmode=disable");
        for (String tool : List.of("FLYWAY_", "LIQUIBASE_COMMAND_", "SPRING_DATASOURCE_", "SPRING_FLYWAY_")) {
            variables.put(tool + "URL", "jdbc:postgresql://" + place);
            variables.put(tool + "USER", server.user());
            variables.put(tool + "USERNAME", server.user());
            variables.put(tool + "PASSWORD", server.password());
        }
        return variables;
    }

    /** What {@code --lock-timeout} and {@code --statement-timeout} add to the start of a session. */
    static String options(StepPlan plan) {
        return (option("lock_timeout", plan.lockTimeout()) + option("statement_timeout", plan.statementTimeout()))
                .strip();
    }

    private static String option(String name, Optional<Duration> timeout) {
        return timeout.map(time -> " -c " + name + "=" + time.toMillis() + "ms").orElse("");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
