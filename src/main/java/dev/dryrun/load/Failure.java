package dev.dryrun.load;

/** Requests that got the same error: its SQLSTATE and message, the name of the query, and how many they were. */
public record Failure(String sqlState, String message, String query, long count) {

    public Failure {
        if (count < 1) {
            throw new IllegalArgumentException("a failure that nobody had: " + message);
        }
    }

    /** An error without its details. The SQLSTATE is empty where the error is none of the server's. */
    record Cause(String sqlState, String message) {}
}
