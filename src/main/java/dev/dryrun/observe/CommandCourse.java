package dev.dryrun.observe;

import dev.dryrun.time.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the command of a migration tool went: its exit code, the last lines that it printed, the sessions that it opened,
 * the session of each step by its number, and when we kept a session waiting between its steps.
 */
public record CommandCourse(
        String text,
        int exitCode,
        List<String> lastLines,
        List<ToolSession> sessions,
        Map<Integer, Integer> sessionOfStep,
        List<Pause> pauses) {

    /** A session of the tool; {@code abandonedBlock} is the last step of a block that it left without an end. */
    public record ToolSession(int number, int pid, String application, Optional<Integer> abandonedBlock) {}

    /** A time in which a session had to wait for us. */
    public record Pause(int session, Span span) {}

    public CommandCourse {
        lastLines = List.copyOf(lastLines);
        sessions = List.copyOf(sessions);
        sessionOfStep = Map.copyOf(sessionOfStep);
        pauses = List.copyOf(pauses);
    }

    public boolean failed() {
        return exitCode != 0;
    }

    /** The session that sent a step. */
    public ToolSession sessionOf(int step) {
        int number = sessionOfStep.get(step);
        return sessions.stream()
                .filter(session -> session.number() == number)
                .findFirst()
                .orElseThrow();
    }
}
