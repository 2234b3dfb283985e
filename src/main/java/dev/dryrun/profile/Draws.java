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
    private final Map<String, Value> variables = new HashMap<>();

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

    /** Keeps a value that the server has answered, or that was drawn from data. */
    public void set(String variable, Optional<String> value) {
        set(variable, Value.of(value));
    }

    void set(String variable, Value value) {
        variables.put(variable, value);
    }

    /** @throws DrawFailure if it has none */
    Optional<String> get(String variable) {
        return value(variable).text();
    }

    /** @throws DrawFailure if it has none */
    Value value(String variable) {
        Value value = variables.get(variable);
        if (value == null) {
            throw new DrawFailure("no value for the variable " + variable);
        }
        return value;
    }

    boolean has(String variable) {
        return variables.containsKey(variable);
    }
}
