package dev.dryrun.observe;

import dev.dryrun.time.RunClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The temporary files of each step, from the lines that {@code log_temp_files = 0} makes the server write. A file is told
 * by its name, which holds the process id of the session that it was made for, parallel workers' included.
 */
final class TempFiles {

    private static final Pattern LINE = Pattern.compile(
            "^(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}) UTC \\[(\\d+)\\].*?LOG:  temporary file: path \"([^\"]*)\", size (\\d+)");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);
    /** The log has cut off the rest. */
    private static final Duration ROUNDING = Duration.ofMillis(1);

    private TempFiles() {}

    /** Bytes by try; {@code ran} are all tries in the order of time, and one that wrote none has 0. */
    static Map<TryId, Long> read(String log, int migrationPid, List<RanStep> ran, RunClock clock) {
        Map<TryId, Long> bytes = new HashMap<>();
        ran.forEach(step -> bytes.put(step.id(), 0L));
        log.lines().forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (matcher.find() && isOf(migrationPid, matcher)) {
                Instant at = LocalDateTime.parse(matcher.group(1), TIME).toInstant(ZoneOffset.UTC);
                tryAt(at, ran, clock).ifPresent(step -> bytes.merge(step, Long.valueOf(matcher.group(4)), Long::sum));
            }
        });
        return bytes;
    }

    private static boolean isOf(int migrationPid, Matcher line) {
        return line.group(2).equals(String.valueOf(migrationPid))
                || line.group(3).contains("pgsql_tmp" + migrationPid + ".");
    }

    private static Optional<TryId> tryAt(Instant at, List<RanStep> ran, RunClock clock) {
        return ran.stream()
                .filter(step ->
                        !clock.wallTime(step.timing().sent()).minus(ROUNDING).isAfter(at))
                .reduce((first, second) -> second)
                .map(RanStep::id);
    }
}
