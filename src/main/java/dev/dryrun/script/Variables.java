package dev.dryrun.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The variables of psql at one point of a script. Before the script is run some are not known: those that only the server
 * can tell, and those that {@code \gset} will set.
 */
final class Variables {

    /** What is known of a variable. */
    sealed interface Value {
        /** It has this value. */
        record Known(String text) implements Value {}

        /** It is not set. */
        record Unset() implements Value {}

        /** It may be anything, and may be unset. */
        record Unknown() implements Value {}
    }

    private static final Value UNSET = new Value.Unset();
    private static final Value UNKNOWN = new Value.Unknown();

    private final Map<String, Value> values;
    private final Set<String> unknownPrefixes;

    Variables() {
        this(new HashMap<>(), new HashSet<>());
    }

    private Variables(Map<String, Value> values, Set<String> unknownPrefixes) {
        this.values = values;
        this.unknownPrefixes = unknownPrefixes;
    }

    Variables copy() {
        return new Variables(new HashMap<>(values), new HashSet<>(unknownPrefixes));
    }

    Value get(String name) {
        return values.getOrDefault(name, unknownPrefixes.stream().anyMatch(name::startsWith) ? UNKNOWN : UNSET);
    }

    Optional<String> known(String name) {
        return get(name) instanceof Value.Known known ? Optional.of(known.text()) : Optional.empty();
    }

    void set(String name, String value) {
        values.put(name, new Value.Known(value));
    }

    void unset(String name) {
        values.put(name, UNSET);
    }

    void forget(String name) {
        values.put(name, UNKNOWN);
    }

    /** Any variable whose name begins so may have been given any value, or none. */
    void forgetAll(String prefix) {
        values.replaceAll(
                (name, value) -> name.startsWith(prefix) && !SpecialVariables.isHooked(name) ? UNKNOWN : value);
        unknownPrefixes.add(prefix);
    }

    /** What is certain after ways that a script may have gone, one of which it has. */
    static Variables merged(List<Variables> ways) {
        Variables merged = ways.get(0).copy();
        for (Variables way : ways.subList(1, ways.size())) {
            Set<String> names = new HashSet<>(merged.values.keySet());
            names.addAll(way.values.keySet());
            List<String> different = new ArrayList<>(names);
            different.removeIf(name -> merged.get(name).equals(way.get(name)));
            merged.unknownPrefixes.addAll(way.unknownPrefixes);
            different.forEach(merged::forget);
        }
        return merged;
    }
}
