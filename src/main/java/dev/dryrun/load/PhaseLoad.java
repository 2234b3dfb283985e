package dev.dryrun.load;

import dev.dryrun.time.Phases;
import java.util.List;

/**
 * What the application felt in one phase: of the requests that were due in it, whenever they were answered.
 *
 * @param response from due to the answer, whatever the answer was. A request that never got one counts with the time
 *     that it had waited when the load was closed, because leaving it out would flatter the phase.
 * @param service from sent to the answer, of the requests that were sent and answered
 * @param failures the errors and timeouts, the most frequent first
 */
public record PhaseLoad(
        Phases.Phase phase, RequestCounts counts, Latency response, Latency service, List<Failure> failures) {

    public PhaseLoad {
        failures = List.copyOf(failures);
    }
}
