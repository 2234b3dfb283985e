package dev.dryrun.script;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A changeset of a Liquibase file: {@code --changeset author:id name:value …}, and where its SQL stands. */
record Changeset(Marker line, String attributes, Stretch body) {

    private static final Pattern LINE = Pattern.compile(
            "\\s*--\\s*changeset\\s+((?:\"[^\"]+\"|[^:\"]+):\\s*(?:\"[^\"]+\"|\\S+))(.*)", Pattern.CASE_INSENSITIVE);

    /** Author and id of the changeset that a line opens, and its attributes. */
    static Optional<Matcher> opening(String line) {
        Matcher opening = LINE.matcher(line);
        return opening.matches() ? Optional.of(opening) : Optional.empty();
    }

    /** The value of an attribute, without its quotes. */
    Optional<String> attribute(String name) {
        Matcher found = Pattern.compile("(?i)\\b" + name + ":(\"[^\"]*\"|\\S+)").matcher(attributes);
        return found.find() ? Optional.of(found.group(1).replace("\"", "")) : Optional.empty();
    }

    boolean isTrue(String name, boolean usual) {
        return attribute(name).map(Boolean::parseBoolean).orElse(usual);
    }

    /** Whether it is meant for PostgreSQL: {@code dbms:postgresql,h2}, {@code dbms:!oracle}, all, or none. */
    boolean isForPostgres() {
        List<String> names = attribute("dbms")
                .map(text -> Arrays.stream(text.toLowerCase(Locale.ROOT).split(","))
                        .map(String::strip)
                        .toList())
                .orElse(List.of("all"));
        if (names.contains("none") || names.contains("!postgresql")) {
            return false;
        }
        return names.contains("all")
                || names.contains("postgresql")
                || names.stream().allMatch(name -> name.startsWith("!"));
    }
}
