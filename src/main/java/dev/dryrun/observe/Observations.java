package dev.dryrun.observe;

import dev.dryrun.load.LoadResult;
import dev.dryrun.script.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a run has seen; everything after this is computed from it. {@code walBytes} and {@code tempBytes} are by step
 * number, where they are known; {@code incomplete} says why the run ended before the migration did.
 */
public record Observations(
        List<RanStep> ran,
        List<Step> skipped,
        LockObservations locks,
        Optional<LoadResult> load,
        Map<Integer, Long> walBytes,
        Map<Integer, Long> tempBytes,
        Map<String, String> settings,
        Optional<String> incomplete) {

    public Observations {
        ran = List.copyOf(ran);
        skipped = List.copyOf(skipped);
        walBytes = Map.copyOf(walBytes);
        tempBytes = Map.copyOf(tempBytes);
        settings = Map.copyOf(settings);
    }
}
