package dev.dryrun.postgres;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a server's log tells of why the server is gone, has lost its sessions, or could not do what it was asked to. */
public final class ServerFailure {

    private static final int TAIL_LINES = 15;
    private static final String STARTED = "LOG:  starting PostgreSQL ";

    /** In the order in which they explain one another: a full disk makes the server panic, and a panic is a signal. */
    private static final List<Pattern> CAUSES = Stream.of(
                    "(?:PANIC|FATAL|ERROR|LOG):  ([^\\n]*No space left on device[^\\n]*)",
                    "PANIC:  ([^\\n]*)",
                    "LOG:  (server process \\(PID \\d+\\) was terminated by [^\\n]*)",
                    "LOG:  ([^\\n]* \\(PID \\d+\\) was terminated by [^\\n]*)",
                    "FATAL:  terminating connection due to (unexpected postmaster exit)",
                    "LOG:  (received (?:fast|immediate|smart) shutdown request)")
            .map(cause -> Pattern.compile("(?m)^\\S+ \\S+ \\S+ \\[\\d+\\][^:\\n]*? " + cause))
            .toList();

    private ServerFailure() {}

    /** The first sign of it since the last start, in the server's words. */
    public static Optional<String> in(String log) {
        String running = log.substring(Math.max(0, log.lastIndexOf(STARTED)));
        return CAUSES.stream()
                .map(cause -> cause.matcher(running))
                .filter(Matcher::find)
                .map(found -> found.group(1).strip())
                .findFirst();
    }

    /** The end of the log, for whoever has to find out more. */
    public static String tail(String log) {
        return log.isBlank()
                ? "the server's log is empty, or could not be read"
                : "the server's log ends\n" + TextTail.lastLines(log, TAIL_LINES);
    }
}
