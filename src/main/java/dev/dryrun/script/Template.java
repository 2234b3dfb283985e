package dev.dryrun.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A stretch of text, {@code from} up to but not including {@code to}, with marks on what psql takes out of it (commands,
 * backslashes) or replaces (variables). It keeps offsets and no text of its own, because scripts can be large.
 */
record Template(String source, int from, int to, List<Mark> marks) {

    /** A part of the source that is left out, or a reference to a variable. */
    record Mark(int from, int to, boolean variable) {}

    Template {
        marks = List.copyOf(marks);
    }

    /** Text without anything to replace. */
    static Template verbatim(String text) {
        return new Template(text, 0, text.length(), List.of());
    }

    boolean hasVariables() {
        return marks.stream().anyMatch(Mark::variable);
    }

    /** The text with references to variables as they are written. */
    String raw() {
        StringBuilder text = new StringBuilder();
        int at = from;
        for (Mark mark : marks) {
            text.append(source, at, mark.variable() ? mark.to() : mark.from());
            at = mark.to();
        }
        return text.append(source, at, to).toString();
    }

    /** As an argument of a psql command, in which values are taken as they are; empty where one is not known. */
    Optional<String> argument(Variables variables) {
        StringBuilder text = new StringBuilder();
        int at = from;
        for (Mark mark : marks) {
            text.append(source, at, mark.from());
            String raw = source.substring(mark.from(), mark.to());
            Reference reference = Reference.of(raw);
            Variables.Value value = variables.get(reference.name());
            if (value instanceof Variables.Value.Unknown) {
                return Optional.empty();
            }
            text.append(Expansion.written(reference, raw, value));
            at = mark.to();
        }
        return Optional.of(text.append(source, at, to).toString());
    }

    /** All of them joined by a text in between; empty where a value is not known. */
    static Optional<String> joined(List<Template> arguments, String between, Variables variables) {
        List<String> words = new ArrayList<>();
        for (Template argument : arguments) {
            Optional<String> word = argument.argument(variables);
            if (word.isEmpty()) {
                return Optional.empty();
            }
            words.add(word.get());
        }
        return Optional.of(String.join(between, words));
    }
}
