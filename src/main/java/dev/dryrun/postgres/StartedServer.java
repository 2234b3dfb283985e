package dev.dryrun.postgres;

import java.util.List;

/**
 * A running server and how it was chosen.
 *
 * @param why why this kind, in one line
 * @param warnings what about it differs from the dumped server and may change the findings
 */
public record StartedServer(PostgresServer server, String why, List<String> warnings) implements AutoCloseable {

    public StartedServer {
        warnings = List.copyOf(warnings);
    }

    @Override
    public void close() {
        server.close();
    }
}
