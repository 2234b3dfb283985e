package dev.dryrun.report;

import dev.dryrun.report.StepLocks.Lock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which of a step's locks a reader should see first. */
public final class StrongestLock {

    /** Table-level modes by the number of modes that they conflict with (PostgreSQL documentation, table 13.2). */
    private static final List<String> WEAKEST_FIRST = List.of(
            "AccessShareLock",
            "RowShareLock",
            "RowExclusiveLock",
            "ShareUpdateExclusiveLock",
            "ShareLock",
            "ShareRowExclusiveLock",
            "ExclusiveLock",
            "AccessExclusiveLock");

    private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    /** By mode; then what blocks more, so that a table comes before its index. */
    static final Comparator<Lock> FIRST = Comparator.comparingInt(
                    (Lock lock) -> WEAKEST_FIRST.indexOf(lock.request().mode()))
            .thenComparing(Lock::blocksReads)
            .thenComparing(Lock::blocksWrites)
            .reversed();

    private StrongestLock() {}

    /** Of the locks on relations that existed before the step: nobody can wait for the others. */
    static Optional<Lock> of(StepReport step) {
        return step.contention().locks().stream()
                .filter(lock -> !lock.request().created())
                .min(FIRST);
    }

    /** {@code ACCESS EXCLUSIVE} for {@code AccessExclusiveLock}. */
    public static String sqlSpelling(String mode) {
        String bare = mode.endsWith("Lock") ? mode.substring(0, mode.length() - 4) : mode;
        return BETWEEN_WORDS.matcher(bare).replaceAll(" ").toUpperCase(Locale.ROOT);
    }
}
