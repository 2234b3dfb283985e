package dev.dryrun.script;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The placeholders of a Flyway migration, {@code ${name}}, which Flyway replaces everywhere, comments and strings
 * included, and without regard to the case of their names.
 */
final class FlywayPlaceholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}\\n]*)}");
    private static final String FILE_NAME = "flyway:filename";

    private final SourceText source;
    private final Map<String, String> values;

    private FlywayPlaceholders(SourceText source, Map<String, String> values) {
        this.source = source;
        this.values = values;
    }

    static SourceText replaced(SourceText source, Map<String, String> values) {
        FlywayPlaceholders placeholders = new FlywayPlaceholders(source, values);
        Matcher found = PLACEHOLDER.matcher(source.text());
        String text =
                found.replaceAll(match -> Matcher.quoteReplacement(placeholders.value(match.group(1), match.start())));
        return new SourceText(source.file(), text);
    }

    private String value(String name, int offset) {
        String value = find(name)
                .orElseThrow(() -> source.place()
                        .refuse(
                                offset,
                                "the placeholder ${" + name + "} has no value",
                                "give it with --set '" + name + "=value', as Flyway's configuration does"));
        if (value.contains("\n")) {
            throw source.place()
                    .refuse(offset, "the value of ${" + name + "} has several lines", "give it in one line");
        }
        return value;
    }

    private Optional<String> find(String name) {
        if (name.equalsIgnoreCase(FILE_NAME)) {
            return Optional.of(source.file().substring(source.file().lastIndexOf('/') + 1));
        }
        return values.entrySet().stream()
                .filter(each -> each.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
