package dev.dryrun.script;

import java.util.List;
import java.util.Map;

/** Scripts for tests, from files as psql runs them. */
final class Parsed {

    private Parsed() {}

    static Script script(List<SourceText> sources, boolean singleTransaction) {
        List<Part> parts = sources.stream().map(Part::asWritten).toList();
        return Script.parse(parts, new ScriptOptions(singleTransaction, Map.of()));
    }
}
