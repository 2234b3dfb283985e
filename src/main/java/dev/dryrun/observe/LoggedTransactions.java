package dev.dryrun.observe;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which process the server's log names with which transaction: autovacuum's with their reports, others with errors. */
final class LoggedTransactions {

    private static final Pattern LINE =
            Pattern.compile("^\\S+ \\S+ UTC \\[(\\d+)\\] (\\d+) (?:\\w{5} )?[A-Z]+[0-9]?:  ");

    private LoggedTransactions() {}

    /** The process by transaction id. */
    static Map<Long, Integer> read(String log) {
        Map<Long, Integer> processes = new HashMap<>();
        log.lines().forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (matcher.find() && !matcher.group(2).equals("0")) {
                processes.put(Long.valueOf(matcher.group(2)), Integer.valueOf(matcher.group(1)));
            }
        });
        return processes;
    }
}
