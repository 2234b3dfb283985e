package dev.dryrun.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table or a column that the deployed application no longer uses: the value of {@code --retired}.
 *
 * @param text as the user wrote it
 * @param parts the names between the dots as Postgres keeps them, one to three: column or table last
 */
public record RetiredName(String text, List<String> parts) {

    private static final Pattern PART = Pattern.compile("\"((?:[^\"]|\"\")+)\"|([^\\s\".]+)");
    private static final int MOST_PARTS = 3;

    public RetiredName {
        parts = List.copyOf(parts);
    }

    /** Reads {@code public.orders.total}, {@code orders.total}, {@code public."Order Lines"}, {@code orders}. */
    public static RetiredName parse(String text) {
        List<String> parts = new ArrayList<>();
        Matcher part = PART.matcher(text);
        int at = 0;
        while (part.find(at) && part.start() == at) {
            parts.add(
                    part.group(1) != null
                            ? part.group(1).replace("\"\"", "\"")
                            : part.group(2).toLowerCase(Locale.ROOT));
            at = part.end();
            if (at == text.length()) {
                return of(text, parts);
            }
            if (text.charAt(at) != '.') {
                break;
            }
            at++;
        }
        throw refused(text);
    }

    private static RetiredName of(String text, List<String> parts) {
        if (parts.size() > MOST_PARTS) {
            throw refused(text);
        }
        return new RetiredName(text, parts);
    }

    private static BadInput refused(String text) {
        return new BadInput(
                "--retired " + (text.isBlank() ? "\"" + text + "\"" : text) + " is not the name of a table or column",
                "write it as public.orders.total or public.orders, quoted as SQL would need it");
    }
}
