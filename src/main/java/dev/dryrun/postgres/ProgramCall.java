package dev.dryrun.postgres;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A call of one of the server's own programs.
 *
 * @param program its name without a directory, such as {@code pg_dump}; {@code sh} is there as well
 * @param deadline after which the program is ended and the call fails
 */
public record ProgramCall(String program, List<String> arguments, Map<String, String> environment, Duration deadline) {

    public ProgramCall {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        if (program.isBlank() || deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("call of " + program + " within " + deadline);
        }
    }

    public static ProgramCall of(Duration deadline, String program, String... arguments) {
        return new ProgramCall(program, List.of(arguments), Map.of(), deadline);
    }

    /** Whether this is one of Postgres's own programs, which lie beside the server. */
    boolean isPostgresProgram() {
        return !program.equals("sh");
    }
}
