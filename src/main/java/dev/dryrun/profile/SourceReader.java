package dev.dryrun.profile;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads where the values of a parameter come from, and for how long somebody thinks. */
final class SourceReader {

    private static final List<String> KINDS =
            List.of("column", "columns", "range", "list", "sequence", "fresh", "expression");
    private static final List<String> KEYS =
            List.of("column", "columns", "range", "list", "sequence", "fresh", "expression", "draw");
    private static final int NANOS_PER_MICRO = 1_000;

    private SourceReader() {}

    static ValueSource source(YamlValue value) {
        if (!value.isMapping()) {
            throw value.refuse("does not say where its values come from", hint());
        }
        Map<String, YamlValue> fields = value.fields(KEYS);
        List<String> kinds = KINDS.stream().filter(fields::containsKey).toList();
        if (kinds.size() != 1) {
            throw value.refuse(
                    kinds.isEmpty()
                            ? "does not say where its values come from"
                            : "has several sources: " + String.join(", ", kinds),
                    hint());
        }
        String kind = kinds.get(0);
        Optional<YamlValue> draw = Optional.ofNullable(fields.get("draw"));
        if (draw.isPresent() && List.of("sequence", "fresh", "expression").contains(kind)) {
            throw draw.get().refuse("does not go with " + kind, "leave it out");
        }
        return of(kind, fields.get(kind), draw);
    }

    private static ValueSource of(String kind, YamlValue value, Optional<YamlValue> draw) {
        return switch (kind) {
            case "column" -> new ValueSource.OfColumns(List.of(column(value)), ofRows(draw));
            case "columns" -> columns(value, ofRows(draw));
            case "range" -> range(value, ofNumbers(draw));
            case "list" -> list(value, ofNumbers(draw));
            case "sequence" -> sequence(value);
            case "fresh" -> new ValueSource.FreshFor(column(value));
            default -> computed(value);
        };
    }

    private static String hint() {
        return "give it one of: " + String.join(", ", KINDS) + "; as in {column: public.orders.id}";
    }

    private static ColumnName column(YamlValue value) {
        return ColumnName.of(value.text())
                .orElseThrow(() -> value.refuse(
                        "names no column: " + value.text(), "write schema, table and column: public.orders.id"));
    }

    private static ValueSource columns(YamlValue value, Distribution distribution) {
        List<ColumnName> columns =
                value.list().stream().map(SourceReader::column).toList();
        if (columns.isEmpty()
                || columns.stream().map(ColumnName::table).distinct().count() != 1) {
            throw value.refuse(
                    "have to be of one table, because they are drawn from one row", "take those of one table");
        }
        return new ValueSource.OfColumns(columns, distribution);
    }

    private static ValueSource range(YamlValue value, Distribution distribution) {
        List<YamlValue> bounds = value.list();
        if (bounds.size() != 2) {
            throw value.refuse("has to be two numbers", "write it as [1, 1000]");
        }
        BigDecimal from = bounds.get(0).number();
        BigDecimal to = bounds.get(1).number();
        int scale = Math.max(0, Math.max(from.scale(), to.scale()));
        try {
            long least = from.setScale(scale).unscaledValue().longValueExact();
            long most = to.setScale(scale).unscaledValue().longValueExact();
            return new ValueSource.Range(least, most, scale, distribution);
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw value.refuse(
                    from.compareTo(to) > 0 ? "begins above its end" : "is too large", "write it as [1, 1000]");
        }
    }

    private static ValueSource list(YamlValue value, Distribution distribution) {
        List<Optional<String>> values = new ArrayList<>();
        value.list().forEach(entry -> values.add(entry.scalar()));
        if (values.isEmpty()) {
            throw value.refuse("is empty", "write it as [new, paid]");
        }
        return new ValueSource.OneOf(values, distribution);
    }

    private static ValueSource sequence(YamlValue value) {
        if (value.isScalar()) {
            return new ValueSource.Sequence(integer(value), 1);
        }
        Map<String, YamlValue> fields = value.fields(List.of("start", "step"));
        return new ValueSource.Sequence(
                fields.containsKey("start") ? integer(fields.get("start")) : 1,
                fields.containsKey("step") ? integer(fields.get("step")) : 1);
    }

    private static long integer(YamlValue value) {
        try {
            return value.number().longValueExact();
        } catch (ArithmeticException e) {
            throw value.refuse("is no integer: " + value.text(), "write it as 1000000");
        }
    }

    private static ValueSource computed(YamlValue value) {
        try {
            return new ValueSource.Computed(Expression.parse(value.text()));
        } catch (ExpressionFault fault) {
            throw value.refuse("cannot be read: " + fault.getMessage(), "write it as for \\set of pgbench");
        }
    }

    private static Distribution ofRows(Optional<YamlValue> draw) {
        return draw.map(value -> distribution(
                        value,
                        Map.of(
                                "uniform",
                                Distribution.UNIFORM,
                                "zipf",
                                Distribution.ZIPF,
                                "recent",
                                Distribution.RECENT)))
                .orElse(Distribution.UNIFORM);
    }

    private static Distribution ofNumbers(Optional<YamlValue> draw) {
        return draw.map(value -> distribution(
                        value,
                        Map.of(
                                "uniform",
                                Distribution.UNIFORM,
                                "zipf",
                                Distribution.ZIPF,
                                "exponential",
                                new Distribution.Exponential(5),
                                "gaussian",
                                new Distribution.Gaussian(3))))
                .orElse(Distribution.UNIFORM);
    }

    private static Distribution distribution(YamlValue value, Map<String, Distribution> known) {
        if (value.isScalar()) {
            String word = value.text();
            if (!known.containsKey(word)) {
                throw value.refuse(
                        "is \"" + word + "\"" + NearName.question(word, known.keySet()),
                        "use one of: " + YamlValue.listed(known.keySet()));
            }
            return known.get(word);
        }
        List<String> words = new TreeSet<>(known.keySet())
                .stream()
                        .filter(word -> !List.of("uniform", "recent").contains(word))
                        .toList();
        Map<String, YamlValue> fields = value.fields(words);
        if (fields.size() != 1) {
            throw value.refuse("has to be one distribution", "write it as zipf, or {zipf: 1.2}");
        }
        String word = fields.keySet().iterator().next();
        return withParameter(word, fields.get(word));
    }

    private static Distribution withParameter(String word, YamlValue parameter) {
        double number = parameter.positive();
        try {
            return switch (word) {
                case "zipf" -> new Distribution.Zipf(number);
                case "gaussian" -> new Distribution.Gaussian(number);
                default -> new Distribution.Exponential(number);
            };
        } catch (IllegalArgumentException e) {
            throw parameter.refuse(
                    "cannot be " + parameter.text(),
                    word.equals("zipf") ? "take a number from 1.001 to 1000" : "take a number of 2 or more");
        }
    }

    /** In µs. */
    static ValueSource thinking(YamlValue value) {
        if (value.isScalar()) {
            return ValueSource.OneOf.constant(Long.toString(micros(value.duration())));
        }
        Map<String, YamlValue> fields = value.fields(List.of("exponential", "uniform"));
        if (fields.size() != 1) {
            throw value.refuse(
                    "has to be one duration", "write it as 20ms, {exponential: 20ms} or {uniform: [10ms, 30ms]}");
        }
        if (fields.containsKey("exponential")) {
            return new ValueSource.Around(micros(fields.get("exponential").duration()));
        }
        List<YamlValue> bounds = fields.get("uniform").list();
        if (bounds.size() != 2
                || bounds.get(0).duration().compareTo(bounds.get(1).duration()) > 0) {
            throw value.refuse("has to be two durations, the longer one last", "write it as {uniform: [10ms, 30ms]}");
        }
        return new ValueSource.Range(
                micros(bounds.get(0).duration()), micros(bounds.get(1).duration()), 0, Distribution.UNIFORM);
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / NANOS_PER_MICRO;
    }
}
