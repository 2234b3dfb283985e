package dev.dryrun.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The process that a server belongs to, written beside the server so that a later start can tell whether that process
 * is dead.
 *
 * @param host this machine and its process numbering, because the same number elsewhere is another process
 * @param birth tells the process from a later one with the same number: the boot of the machine and the ticks from then
 *     to its start, which nobody can set, or, where there is no /proc, the milliseconds of its start by the wall clock
 */
record Owner(String host, long pid, String birth) {

    // The wall clock of the machine may have been set since.
    private static final long CLOCK_STEP_MILLIS = 10_000;

    private static final String AFTER_BOOT = ":";

    /** The place of starttime, the 22nd field, among those after the program's name, which may hold anything. */
    private static final int START_TICKS = 19;

    static Owner self() {
        ProcessHandle process = ProcessHandle.current();
        return new Owner(thisHost(), process.pid(), birth(process).orElse("0"));
    }

    /** Empty where the text is not an owner. */
    static Optional<Owner> parse(String text) {
        String[] parts = text.strip().split(" ");
        try {
            return parts.length == 3
                    ? Optional.of(new Owner(parts[0], Long.parseLong(parts[1]), parts[2]))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    String text() {
        return host + " " + pid + " " + birth;
    }

    /** Whether the owner is known to be dead; where that cannot be known from here it counts as living. */
    boolean isDead() {
        if (!host.equals(thisHost())) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        return process.isEmpty()
                || process.flatMap(Owner::birth).filter(this::isOfAnother).isPresent();
    }

    private boolean isOfAnother(String found) {
        if (birth.contains(AFTER_BOOT) || found.contains(AFTER_BOOT)) {
            return birth.contains(AFTER_BOOT) && found.contains(AFTER_BOOT) && !birth.equals(found);
        }
        try {
            return Math.abs(Long.parseLong(birth) - Long.parseLong(found)) > CLOCK_STEP_MILLIS;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Empty where the start of the process is not told to us. */
    private static Optional<String> birth(ProcessHandle process) {
        return afterBoot(process.pid())
                .or(() -> process.info().startInstant().map(start -> String.valueOf(start.toEpochMilli())));
    }

    /**
     * Empty where there is no /proc, or none that knows the process.
     *
     * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
     */
    private static Optional<String> afterBoot(long pid) {
        try {
            String boot =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            byte[] line = Files.readAllBytes(Path.of("/proc", String.valueOf(pid), "stat"));
            String stat = new String(line, StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
            return fields.length > START_TICKS
                    ? Optional.of(boot + AFTER_BOOT + fields[START_TICKS])
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
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
