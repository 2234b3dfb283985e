package dev.dryrun.script;

import dev.dryrun.script.Token.Kind;
import dev.dryrun.script.Variables.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The SQL that a template gives with the values of variables put in, and where each part of it comes from. */
final class Expansion {

    /** From {@code at} on the text is the value of the variable at {@code source}, or the script's own text from there. */
    private record Segment(int at, int source, boolean value) {}

    private final StringBuilder text = new StringBuilder();
    private final List<Segment> segments = new ArrayList<>();
    private final Deque<String> open = new ArrayDeque<>();
    private boolean unknown;

    private Expansion() {}

    /** Empty where the value of a variable is not known. */
    static Optional<Expansion> of(Template template, Variables variables) {
        Expansion expansion = new Expansion();
        int at = template.from();
        for (Template.Mark mark : template.marks()) {
            expansion.append(template.source(), at, mark.from());
            if (mark.variable()) {
                expansion.segments.add(new Segment(expansion.text.length(), mark.from(), true));
                expansion.insert(template.source().substring(mark.from(), mark.to()), variables);
            }
            at = mark.to();
        }
        expansion.append(template.source(), at, template.to());
        return expansion.unknown ? Optional.empty() : Optional.of(expansion);
    }

    private void append(String source, int from, int to) {
        segments.add(new Segment(text.length(), from, false));
        text.append(source, from, to);
    }

    private void insert(String raw, Variables variables) {
        Reference reference = Reference.of(raw);
        Value value = variables.get(reference.name());
        unknown |= value instanceof Value.Unknown;
        boolean nested = reference.form() == Reference.Form.PLAIN && value instanceof Value.Known;
        if (nested && !open.contains(reference.name())) {
            open.push(reference.name());
            insertNested(((Value.Known) value).text(), variables);
            open.pop();
        } else {
            // psql leaves a variable that names itself as it is written.
            text.append(nested ? raw : written(reference, raw, value));
        }
    }

    /** In SQL psql reads a value as if it stood in the script, variables in it included. */
    private void insertNested(String value, Variables variables) {
        int at = 0;
        Lexer lexer = new Lexer(value);
        for (Token token = lexer.next(); !token.is(Kind.END); token = lexer.next()) {
            if (token.is(Kind.VARIABLE)) {
                text.append(value, at, token.start());
                insert(token.text(), variables);
                at = token.end();
            }
        }
        text.append(value, at, value.length());
    }

    /** What stands in the place of a reference, once. */
    static String written(Reference reference, String raw, Value value) {
        if (value instanceof Value.Known known) {
            return reference.written(known.text());
        }
        return reference.form() == Reference.Form.TEST ? "FALSE" : raw;
    }

    String text() {
        return text.toString();
    }

    /** Whether the character is of a value and not of the script. */
    boolean isValue(int offset) {
        return segmentAt(offset).value();
    }

    /** The offset in the script that a character of the text comes from. */
    int sourceOf(int offset) {
        Segment segment = segmentAt(offset);
        return segment.value() ? segment.source() : segment.source() + offset - segment.at();
    }

    private Segment segmentAt(int offset) {
        Segment found = segments.get(0);
        for (Segment segment : segments) {
            if (segment.at() > offset) {
                break;
            }
            found = segment;
        }
        return found;
    }
}
