package dev.dryrun.cli;

import com.sun.management.OperatingSystemMXBean;
import dev.dryrun.time.Moment;
import dev.dryrun.time.RunClock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** What Java and the operating system tell about this machine. */
final class Machine {

    private static final Path CLOCK_SOURCE =
            Path.of("/sys/devices/system/clocksource/clocksource0/current_clocksource");
    private static final Duration WATCHED = Duration.ofMillis(200);
    private static final int TRIES = 1000;

    private Machine() {}

    /** All that there is, or the limit of the control group that we are in. */
    static long memory() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }

    /** Free for us where this directory is or would be made. */
    static long free(Path directory) {
        try {
            return Files.getFileStore(existing(directory)).getUsableSpace();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Whether this directory can be made, or written to. */
    static boolean isWritable(Path directory) {
        Path existing = existing(directory);
        return Files.isDirectory(existing) && Files.isWritable(existing);
    }

    private static Path existing(Path directory) {
        Path existing = directory.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return existing;
    }

    static Check clock() {
        RunClock clock = RunClock.system();
        Duration finest = WATCHED;
        for (int i = 0; i < TRIES; i++) {
            Moment one = clock.now();
            Moment next = clock.now();
            while (!next.isAfter(one)) {
                next = clock.now();
            }
            finest = finest.compareTo(next.since(one)) < 0 ? finest : next.since(one);
        }
        return Diagnosis.clock(finest, skew(clock), source());
    }

    /** By how much the time of day goes faster than the clock that we measure with. */
    private static Duration skew(RunClock clock) {
        Instant from = Instant.now();
        Moment begun = clock.now();
        try {
            clock.sleepUntil(begun.plus(WATCHED));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Duration.between(from, Instant.now())
                .minus(clock.now().since(begun))
                .abs();
    }

    private static String source() {
        try {
            return Files.isReadable(CLOCK_SOURCE)
                    ? Files.readString(CLOCK_SOURCE).strip()
                    : "";
        } catch (IOException e) {
            return "";
        }
    }
}
