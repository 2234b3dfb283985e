package dev.dryrun.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Under what conditions the figures came about: the server, the load, how often we looked, and what disturbed. */
public record Conditions(Server server, LoadReport load, Sampling sampling, List<DisturbanceReport> disturbances) {

    public Conditions {
        disturbances = List.copyOf(disturbances);
    }

    /** Nothing but the load disturbed the migration. */
    public Conditions(Server server, LoadReport load, Sampling sampling) {
        this(server, load, sampling, List.of());
    }

    /** The throwaway Postgres; {@code why} says how its kind was chosen. Settings keep their order. */
    public record Server(Kind kind, Optional<String> image, String version, String why, Map<String, String> settings) {

        /** Where the server came from. */
        public enum Kind {
            CONTAINER,
            LOCAL
        }

        public Server {
            settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        }
    }

    /**
     * How often the locks were looked at. Gaps are the times from one sample to the next and the cost is that of one
     * sample; absent where too few samples were taken to have any.
     */
    public record Sampling(
            @JsonProperty("intervalMs") Duration interval,
            @JsonProperty("effectiveIntervalMs") Duration effectiveInterval,
            long samples,
            long missed,
            @JsonProperty("gapP50Ms") Optional<Duration> gapP50,
            @JsonProperty("gapP99Ms") Optional<Duration> gapP99,
            @JsonProperty("gapMaxMs") Optional<Duration> gapMax,
            @JsonProperty("costP50Ms") Optional<Duration> costP50) {

        public Sampling {
            if (samples < 0 || missed < 0) {
                throw new IllegalArgumentException(samples + " samples, " + missed + " missed");
            }
        }
    }
}
