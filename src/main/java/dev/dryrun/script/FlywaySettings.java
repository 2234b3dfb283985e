package dev.dryrun.script;

import dev.dryrun.plan.BadInput;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The script configuration beside a Flyway migration: {@code V1__x.sql.conf}. Flyway reads no such settings from
 * comments.
 *
 * @see <a href="https://documentation.red-gate.com/fd/script-configuration-277578847.html">Script Configuration</a>
 */
final class FlywaySettings {

    private static final Set<String> KNOWN =
            Set.of("executeInTransaction", "placeholderReplacement", "shouldExecute", "encoding");
    private static final Set<String> UTF_8 = Set.of("UTF-8", "UTF8", "utf-8", "utf8");

    private final Map<String, Marker> byName = new LinkedHashMap<>();

    private FlywaySettings() {}

    static FlywaySettings read(Optional<SourceText> file) {
        FlywaySettings settings = new FlywaySettings();
        file.ifPresent(settings::readLines);
        settings.refuseEncoding();
        return settings;
    }

    /** What the file says about transactions: Flyway decides where it says nothing. */
    Optional<Boolean> executeInTransaction() {
        return flag("executeInTransaction");
    }

    boolean replacesPlaceholders() {
        return flag("placeholderReplacement").orElse(true);
    }

    boolean shouldExecute() {
        return flag("shouldExecute").orElse(true);
    }

    /** The line that sets something. */
    Optional<Marker> line(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    private void readLines(SourceText file) {
        String[] lines = file.withoutByteOrderMark().split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                readLine(new Marker(file.file(), i + 1, line));
            }
        }
    }

    private void readLine(Marker line) {
        String name = line.text().split("=", 2)[0].strip();
        String bare = name.startsWith("flyway.") ? name.substring("flyway.".length()) : name;
        if (!KNOWN.contains(bare) || !line.text().contains("=")) {
            throw refused(line, "executeInTransaction, placeholderReplacement, shouldExecute and encoding are");
        }
        byName.put(bare, line);
    }

    private Optional<Boolean> flag(String name) {
        return line(name).map(line -> switch (value(line)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refused(line, "true and false are");
        });
    }

    private void refuseEncoding() {
        line("encoding").filter(line -> !UTF_8.contains(value(line))).ifPresent(line -> {
            throw refused(line, "UTF-8 is: convert the file to it");
        });
    }

    private static String value(Marker line) {
        return line.text().split("=", 2)[1].strip();
    }

    private static BadInput refused(Marker line, String supported) {
        return new BadInput(line.place() + ": '" + line.text() + "' is not supported", supported);
    }
}
