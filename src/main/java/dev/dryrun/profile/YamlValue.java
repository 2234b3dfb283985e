package dev.dryrun.profile;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.Units;
import dev.dryrun.script.SourceText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A value of a YAML file, which knows where it stands and how it is called, and refuses what it is not. */
final class YamlValue {

    private final Origin origin;
    private final String name;
    private final Node node;

    private YamlValue(Origin origin, String name, Node node) {
        this.origin = origin;
        this.name = name;
        this.node = node;
    }

    static YamlValue read(SourceText source) {
        try {
            LoadSettings settings =
                    LoadSettings.builder().setLabel(source.file()).build();
            Node root = new Compose(settings)
                    .composeString(source.text())
                    .orElseThrow(() -> new Origin(source.file(), 1)
                            .refuse("the file is empty", "see docs/load-profiles.md for an example"));
            return new YamlValue(at(source.file(), root), "the profile", root);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new Origin(source.file(), line)
                    .refuse("this is not YAML: " + e.getProblem(), "mend the line, or the one before it");
        } catch (YamlEngineException e) {
            throw new Origin(source.file(), 1).refuse("this is not YAML: " + e.getMessage(), "write the file as YAML");
        }
    }

    Origin origin() {
        return origin;
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    boolean isScalar() {
        return node instanceof ScalarNode;
    }

    BadInput refuse(String what, String hint) {
        return origin.refuse(name + " " + what, hint);
    }

    /** Its keys, none of which may be another than these. */
    Map<String, YamlValue> fields(List<String> known) {
        Map<String, YamlValue> fields = fields();
        for (Map.Entry<String, YamlValue> field : fields.entrySet()) {
            if (!known.contains(field.getKey())) {
                throw field.getValue()
                        .origin
                        .refuse(
                                "unknown key \"" + field.getKey() + "\" in " + name
                                        + NearName.question(field.getKey(), known),
                                "there are: " + String.join(", ", known));
            }
        }
        return fields;
    }

    /** Its keys, whatever they are. */
    Map<String, YamlValue> fields() {
        if (!(node instanceof MappingNode mapping)) {
            throw refuse("has to have keys and values", "see docs/load-profiles.md for an example");
        }
        Map<String, YamlValue> fields = new LinkedHashMap<>();
        for (NodeTuple pair : mapping.getValue()) {
            Origin at = at(origin.file(), pair.getKeyNode());
            if (!(pair.getKeyNode() instanceof ScalarNode key)) {
                throw at.refuse("a key of " + name + " is no text", "write it as text");
            }
            YamlValue value = new YamlValue(at, "\"" + key.getValue() + "\"", pair.getValueNode());
            if (fields.put(key.getValue(), value) != null) {
                throw at.refuse("\"" + key.getValue() + "\" is there twice in " + name, "keep one of them");
            }
        }
        return fields;
    }

    List<YamlValue> list() {
        if (!(node instanceof SequenceNode sequence)) {
            throw refuse("has to be a list", "write it as [a, b], or with a dash before each entry");
        }
        List<YamlValue> entries = new ArrayList<>();
        for (Node entry : sequence.getValue()) {
            entries.add(new YamlValue(at(origin.file(), entry), "an entry of " + name, entry));
        }
        return entries;
    }

    String text() {
        return scalar().filter(text -> !text.isBlank()).orElseThrow(() -> refuse("is empty", "give it a value"));
    }

    /** The text of a plain value; empty for null. */
    Optional<String> scalar() {
        if (!(node instanceof ScalarNode scalar)) {
            throw refuse("has to be a single value", "see docs/load-profiles.md for an example");
        }
        return scalar.getTag().equals(Tag.NULL) ? Optional.empty() : Optional.of(scalar.getValue());
    }

    BigDecimal number() {
        try {
            return new BigDecimal(text());
        } catch (NumberFormatException e) {
            throw refuse("is no number: " + text(), "write digits, as in 10 or 2.5");
        }
    }

    double positive() {
        double number = number().doubleValue();
        if (!(number > 0) || Double.isInfinite(number)) {
            throw refuse("has to be more than zero, and is " + text(), "leave it out, or give it a positive number");
        }
        return number;
    }

    int count() {
        BigDecimal number = number();
        if (number.scale() > 0 || number.signum() <= 0 || number.compareTo(BigDecimal.valueOf(10_000)) > 0) {
            throw refuse("has to be a whole number from 1 to 10000, and is " + text(), "mend the number");
        }
        return number.intValue();
    }

    Duration duration() {
        return Units.duration(text())
                .filter(duration -> duration.compareTo(Units.LONGEST) <= 0)
                .orElseThrow(() -> refuse("is no duration: " + text(), "write it as 500us, 20ms, 3s or 2m"));
    }

    /** A duration for a timeout: whole milliseconds, not zero. */
    Duration timeout() {
        Duration timeout = duration();
        if (timeout.isZero() || timeout.toNanosPart() % 1_000_000 != 0 || timeout.toMillis() > Integer.MAX_VALUE) {
            throw refuse("is no timeout: " + text(), "write it as 1ms or more; leave it out for none");
        }
        return timeout;
    }

    double rate() {
        return Units.ratePerSecond(text())
                .filter(rate -> rate > 0 && rate <= Units.HIGHEST_RATE)
                .orElseThrow(() -> refuse(
                        "is no rate: " + text(), "write it as 200/s, 90/m or 10/h, more than zero and up to 100000/s"));
    }

    <E extends Enum<E>> E oneOf(Map<String, E> words) {
        String text = text();
        if (!words.containsKey(text)) {
            throw refuse(
                    "is \"" + text + "\"" + NearName.question(text, words.keySet()),
                    "use one of: " + listed(words.keySet()));
        }
        return words.get(text);
    }

    static String listed(Set<String> words) {
        return words.stream().sorted().collect(Collectors.joining(", "));
    }

    private static Origin at(String file, Node node) {
        return new Origin(
                file, node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1));
    }
}
