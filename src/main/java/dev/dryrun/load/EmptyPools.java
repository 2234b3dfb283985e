package dev.dryrun.load;

import dev.dryrun.time.Moment;
import dev.dryrun.time.Phases;
import dev.dryrun.time.Span;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** For how long the pools were empty while somebody waited, by phase and class, and any of them. Not thread-safe. */
final class EmptyPools {

    /** A phase, and a class or all of them. */
    private record Key(Phases.Phase phase, Optional<String> session) {}

    private final Map<Optional<String>, CoveredTime> covered = new HashMap<>();
    private final Map<Key, Duration> empty = new HashMap<>();

    void waited(String session, Span wait, Phases phases) {
        add(Optional.of(session), wait, phases);
        add(Optional.empty(), wait, phases);
    }

    /** How long within a phase the pool of this class was empty, or without a class, any pool. */
    Duration in(Phases.Phase phase, Optional<String> session) {
        return empty.getOrDefault(new Key(phase, session), Duration.ZERO);
    }

    void forgetBefore(Moment moment) {
        covered.values().forEach(time -> time.forgetBefore(moment));
    }

    int size() {
        return covered.values().stream().mapToInt(CoveredTime::size).max().orElse(0);
    }

    private void add(Optional<String> session, Span wait, Phases phases) {
        for (Span fresh :
                covered.computeIfAbsent(session, key -> new CoveredTime()).cover(wait)) {
            phases.shares(fresh).forEach((phase, share) -> empty.merge(new Key(phase, session), share, Duration::plus));
        }
    }
}
