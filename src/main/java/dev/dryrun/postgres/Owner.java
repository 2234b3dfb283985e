package dev.dryrun.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The process that a server belongs to, written beside the server so that a later start can tell whether that process
 * is dead.
 *
 * @param host this machine and its process numbering, because the same number elsewhere is another process
 * @param startedAt tells the process from a later one with the same number
 */
record Owner(String host, long pid, Instant startedAt) {

    // The start of a process is computed from the clock of the machine, which may have been set since.
    private static final Duration CLOCK_STEP = Duration.ofSeconds(10);

    static Owner self() {
        ProcessHandle process = ProcessHandle.current();
        return new Owner(
                thisHost(), process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
    }

    /** Empty where the text is not an owner. */
    static Optional<Owner> parse(String text) {
        String[] parts = text.strip().split(" ");
        try {
            return parts.length == 3
                    ? Optional.of(new Owner(
                            parts[0], Long.parseLong(parts[1]), Instant.ofEpochMilli(Long.parseLong(parts[2]))))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    String text() {
        return host + " " + pid + " " + startedAt.toEpochMilli();
    }

    /** Whether the owner is known to be dead; where that cannot be known from here it counts as living. */
    boolean isDead() {
        if (!host.equals(thisHost())) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return true;
        }
        Optional<Instant> started = process.get().info().startInstant();
        return started.isPresent()
                && Duration.between(startedAt, started.get()).abs().compareTo(CLOCK_STEP) > 0;
    }

    private static String thisHost() {
        return (hostName() + "/" + processNumbering()).replace(' ', '_');
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "localhost";
        }
    }

    private static String processNumbering() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "pid";
        }
    }
}
