package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Twenty minutes of readings, with 200 other sessions, is kept and analysed by a Java with 64 MB: the limits are reached
 * within the first minutes, and from then on nothing grows. {@code src/test/benchmarks/memory.sh} feeds eight hours to one with 128 MB.
 */
class EightHoursIT {

    private static final String HEAP = "-Xmx64m";
    private static final String READINGS = "400000";

    @Test
    void a_long_migration_fits_in_memory() throws Exception {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EightHours.class.getName(),
                        READINGS)
                .redirectErrorStream(true)
                .start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(java.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(said)
                .startsWith(READINGS + " readings, ")
                .contains("20 steps; ")
                .contains("coalesced: ");
        assertThat(java.exitValue()).isZero();
    }
}
