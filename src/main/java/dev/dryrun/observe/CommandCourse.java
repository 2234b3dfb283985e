package dev.dryrun.observe;

import dev.dryrun.time.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the command of a migration tool went: its exit code, the last lines that it printed, the sessions that it opened
 * (and the databases other than the migrated one that it opened sessions in), the session of each step by its number, and when we kept a session waiting between its steps.
 */
public record CommandCourse(
        String text,
        int exitCode,
        List<String> lastLines,
        List<ToolSession> sessions,
        List<String> elsewhere,
        Map<Integer, Integer> sessionOfStep,
        List<Pause> pauses) {

    private static final int SIGNAL = 128;

    /** A session of the tool; {@code abandonedBlock} is the last step of a block that it left without an end. */
    public record ToolSession(int number, int pid, String application, Optional<Integer> abandonedBlock) {}

    /** A time in which a session had to wait for us. */
    public record Pause(int session, Span span) {}

    public CommandCourse {
        lastLines = List.copyOf(lastLines);
        sessions = List.copyOf(sessions);
        elsewhere = List.copyOf(elsewhere);
        sessionOfStep = Map.copyOf(sessionOfStep);
        pauses = List.copyOf(pauses);
    }

    /** Why it counts as failed, where it does. */
    public Optional<String> failure() {
        String told = lastLines.isEmpty() ? ", and printed nothing" : ": " + String.join("\n", lastLines);
        return failed() ? Optional.of("the command ended with " + ending() + told) : Optional.empty();
    }

    /** A shell tells of a signal by its number and 128. */
    private String ending() {
        return exitCode > SIGNAL
                ? "exit code " + exitCode + " (signal " + (exitCode - SIGNAL) + ")"
                : "exit code " + exitCode;
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
