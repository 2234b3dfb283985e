package dev.dryrun.observe;

import dev.dryrun.observe.Deadlock.Party;
import dev.dryrun.time.RunClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads from the server's log the deadlocks since the first step: each is an error whose DETAIL names every session of the
 * cycle, what it waited for, and its statement.
 */
final class Deadlocks {

    private static final Pattern DETAIL = Pattern.compile(
            "^(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}) UTC \\[(\\d+)\\] \\d+ (?:\\w{5} )?DETAIL:  (Process \\d+ waits for .*)$");
    private static final Pattern WAIT = Pattern.compile("^Process (\\d+) waits for (.*); blocked by process \\d+\\.$");
    private static final Pattern STATEMENT = Pattern.compile("^Process (\\d+): (.*)$");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);
    /** The log has cut off the rest. */
    private static final Duration ROUNDING = Duration.ofMillis(1);

    private final Map<Integer, List<RanStep>> sessions;
    private final RunClock clock;

    /** @param sessions what each session of the migration has sent, every try of it, by process id */
    Deadlocks(Map<Integer, List<RanStep>> sessions, RunClock clock) {
        this.sessions = Map.copyOf(sessions);
        this.clock = clock;
    }

    List<Deadlock> read(String log) {
        List<Deadlock> deadlocks = new ArrayList<>();
        List<String> lines = log.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher head = DETAIL.matcher(lines.get(i));
            if (head.find()) {
                List<String> detail = new ArrayList<>(List.of(head.group(3)));
                // What follows on further lines of a message begins with a tab.
                for (int next = i + 1; next < lines.size() && lines.get(next).startsWith("\t"); next++) {
                    detail.add(lines.get(next).substring(1));
                }
                Instant at = LocalDateTime.parse(head.group(1), TIME).toInstant(ZoneOffset.UTC);
                if (hasBegun(at)) {
                    deadlocks.add(new Deadlock(Integer.parseInt(head.group(2)), parties(detail, at)));
                }
            }
        }
        return deadlocks;
    }

    private boolean hasBegun(Instant at) {
        return sessions.values().stream().flatMap(List::stream).anyMatch(step -> isSent(step, at));
    }

    private List<Party> parties(List<String> detail, Instant at) {
        Map<Integer, String> waits = new LinkedHashMap<>();
        Map<Integer, StringBuilder> statements = new LinkedHashMap<>();
        int last = 0;
        for (String line : detail) {
            Matcher wait = WAIT.matcher(line);
            Matcher statement = STATEMENT.matcher(line);
            if (statements.isEmpty() && wait.find()) {
                waits.put(Integer.valueOf(wait.group(1)), wait.group(2));
            } else if (statement.find() && waits.containsKey(Integer.valueOf(statement.group(1)))) {
                last = Integer.parseInt(statement.group(1));
                statements.put(last, new StringBuilder(statement.group(2)));
            } else if (last != 0) {
                statements.get(last).append('\n').append(line);
            }
        }
        return waits.entrySet().stream()
                .map(entry -> new Party(
                        entry.getKey(),
                        stepOf(entry.getKey(), at),
                        entry.getValue(),
                        statements
                                .getOrDefault(entry.getKey(), new StringBuilder())
                                .toString()))
                .toList();
    }

    /** The one that this session was running at that time. */
    private Optional<Integer> stepOf(int pid, Instant at) {
        return sessions.getOrDefault(pid, List.of()).stream()
                .filter(step -> isSent(step, at))
                .reduce((first, second) -> second)
                .map(RanStep::number);
    }

    private boolean isSent(RanStep step, Instant at) {
        return !clock.wallTime(step.timing().sent()).minus(ROUNDING).isAfter(at);
    }
}
