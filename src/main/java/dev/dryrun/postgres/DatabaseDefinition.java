package dev.dryrun.postgres;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The database to make: its name, encoding and locale, and the settings that it carries.
 *
 * @param locale the options of CREATE DATABASE that state the locale, as the dump has them; empty where it has none
 * @param settings ALTER DATABASE … SET and ALTER ROLE … IN DATABASE … SET statements
 */
public record DatabaseDefinition(
        String name, Optional<String> encoding, Map<String, String> locale, List<String> settings) {

    private static final Pattern CREATE =
            Pattern.compile("^CREATE DATABASE (\"(?:[^\"]|\"\")+\"|[^ ;\"]+)(?: WITH)?(.*);\\s*$");
    private static final Pattern OPTION = Pattern.compile("([A-Z_]+(?: LIMIT)?)\\s*=\\s*('(?:[^']|'')*'|[^\\s;']+)");
    private static final Pattern ENCODING = Pattern.compile("^SET client_encoding = '([^']+)';");
    private static final Pattern SETTING = Pattern.compile(
            "^ALTER (?:DATABASE|ROLE \\S.* IN DATABASE) (\"(?:[^\"]|\"\")+\"|[^ ;\"]+) SET (?!TABLESPACE\\b).*;\\s*$");
    private static final List<String> LOCALE =
            List.of("LOCALE_PROVIDER", "LOCALE", "LC_COLLATE", "LC_CTYPE", "ICU_LOCALE", "ICU_RULES", "BUILTIN_LOCALE");

    public DatabaseDefinition {
        locale = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(locale));
        settings = List.copyOf(settings);
    }

    /** The forms of CREATE DATABASE to try, from the dump's own to one that every server accepts. */
    List<String> createStatements() {
        String start = "CREATE DATABASE " + SqlNames.quote(name) + " TEMPLATE template0 ENCODING "
                + SqlNames.literal(encoding.orElse("UTF8"));
        List<String> statements = new ArrayList<>();
        if (!locale.isEmpty()) {
            StringBuilder own = new StringBuilder(start);
            locale.forEach((option, value) ->
                    own.append(' ').append(option).append(" = ").append(value));
            statements.add(own.toString());
        }
        if (encoding.orElse("UTF8").equalsIgnoreCase("UTF8")) {
            statements.add(start + " LOCALE 'C.UTF-8'");
        }
        statements.add(start + " LOCALE 'C'");
        return statements;
    }

    String localeText() {
        return String.join(" ", locale.values()).replace("'", "");
    }

    /**
     * Collects a definition from the first lines of an SQL dump. pg_dump connects to the new database, sets what
     * belongs to it, and connects again.
     */
    static final class Reader {

        private Optional<String> name = Optional.empty();
        private Optional<String> encoding = Optional.empty();
        private final Map<String, String> locale = new LinkedHashMap<>();
        private final List<String> settings = new ArrayList<>();
        private int connects;

        void accept(String line) {
            connects += line.startsWith("\\connect") ? 1 : 0;
            if (connects < 2) {
                read(line);
            }
        }

        private void read(String line) {
            Matcher setting = SETTING.matcher(line);
            Matcher create = CREATE.matcher(line);
            Matcher clientEncoding = ENCODING.matcher(line);
            if (name.isEmpty() && create.matches()) {
                name = Optional.of(SqlNames.unquote(create.group(1)));
                readOptions(create.group(2));
            } else if (encoding.isEmpty() && clientEncoding.find()) {
                encoding = Optional.of(clientEncoding.group(1));
            } else if (setting.matches() && name.equals(Optional.of(SqlNames.unquote(setting.group(1))))) {
                settings.add(line.strip());
            }
        }

        DatabaseDefinition definition(String otherName) {
            return new DatabaseDefinition(name.orElse(otherName), encoding, locale, settings);
        }

        private void readOptions(String text) {
            Matcher option = OPTION.matcher(text);
            while (option.find()) {
                String key = option.group(1).toUpperCase(Locale.ROOT);
                if (key.equals("ENCODING")) {
                    encoding = Optional.of(option.group(2).replace("'", ""));
                } else if (LOCALE.contains(key)) {
                    locale.put(key, option.group(2));
                }
            }
        }
    }
}
