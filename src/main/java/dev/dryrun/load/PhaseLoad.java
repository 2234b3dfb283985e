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
 * @param parts the same by query and by class
 * @param pool of all classes together: requests that were due in the phase, and the time in it when a pool was empty
 */
public record PhaseLoad(
        Phases.Phase phase,
        RequestCounts counts,
        Latency response,
        Latency service,
        List<Failure> failures,
        Parts parts,
        PoolWaits pool,
        Harm harm) {

    public PhaseLoad {
        failures = List.copyOf(failures);
    }

    /** Only queries and classes that had a request due in the phase, in the order of the profile. */
    public record Parts(List<QueryLoad> queries, List<ClassPart> classes) {

        public static final Parts NONE = new Parts(List.of(), List.of());

        public Parts {
            queries = List.copyOf(queries);
            classes = List.copyOf(classes);
        }
    }

    /** What the sessions of one class felt in the phase. */
    public record ClassPart(String name, RequestCounts counts, Latency response, PoolWaits pool) {}
}
