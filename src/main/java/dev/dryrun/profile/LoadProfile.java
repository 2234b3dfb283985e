package dev.dryrun.profile;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * The load: which requests an application makes, from what kinds of sessions, and how often.
 *
 * @param name {@code auto}, or that of the file
 * @param ratePerSecond the rate of all queries that have none of their own, if the profile states it
 * @param notes on what was left out of it and why
 */
public record LoadProfile(
        String name,
        OptionalDouble ratePerSecond,
        List<SessionClass> sessions,
        List<LoadQuery> queries,
        List<String> notes) {

    private static final int SHOWN_NOTES = 3;

    public LoadProfile {
        sessions = List.copyOf(sessions);
        queries = List.copyOf(queries);
        notes = List.copyOf(notes);
    }

    /** Of a profile without queries: why there are none, in a few words. */
    public String whyEmpty() {
        return notes.isEmpty()
                ? "it names none"
                : notes.stream().limit(SHOWN_NOTES).collect(Collectors.joining("; "))
                        + (notes.size() > SHOWN_NOTES ? "; and more, see the run's progress" : "");
    }

    /** Queries of one class of sessions. */
    public static LoadProfile of(String name, List<LoadQuery> queries, List<String> notes) {
        return new LoadProfile(name, OptionalDouble.empty(), List.of(SessionClass.APPLICATION), queries, notes);
    }
}
