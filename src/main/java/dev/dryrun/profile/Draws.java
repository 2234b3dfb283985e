package dev.dryrun.profile;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What one request has drawn: its variables, as text and empty where null. The same in every run, because chance is
 * seeded from the number of the request, which no other request of the run has.
 */
public final class Draws {

    private static final long SEED = 0x5EED_10ADL;

    private final long number;
    private final SplittableRandom random;
    private final Map<String, Optional<String>> variables = new HashMap<>();

    public Draws(long number) {
        this.number = number;
        this.random = new SplittableRandom(SEED + number);
    }

    public long number() {
        return number;
    }

    SplittableRandom random() {
        return random;
    }

    void set(String variable, Optional<String> value) {
        variables.put(variable, value);
    }

    /** @throws IllegalStateException if nothing has been drawn for it */
    Optional<String> get(String variable) {
        Optional<String> value = variables.get(variable);
        if (value == null) {
            throw new IllegalStateException("no value was drawn for " + variable);
        }
        return value;
    }
}
