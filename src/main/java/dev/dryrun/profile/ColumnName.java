package dev.dryrun.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A column as the user names it, {@code public.orders.id}, quoted where SQL would need it. */
public record ColumnName(String table, String column) {

    private static final Pattern PART = Pattern.compile("\"(?:[^\"]|\"\")+\"|[^\".\\s]+");
    private static final int MOST_PARTS = 3;

    /** Empty where the text does not name a table and a column. */
    public static Optional<ColumnName> of(String text) {
        List<String> parts = new ArrayList<>();
        Matcher part = PART.matcher(text);
        int at = 0;
        while (part.find(at) && part.start() == at) {
            parts.add(part.group());
            at = part.end() + 1;
            if (part.end() == text.length() || text.charAt(part.end()) != '.') {
                break;
            }
        }
        boolean whole = at == text.length() + 1;
        return whole && parts.size() > 1 && parts.size() <= MOST_PARTS
                ? Optional.of(new ColumnName(
                        String.join(".", parts.subList(0, parts.size() - 1)), parts.get(parts.size() - 1)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return table + "." + column;
    }
}
