package dev.dryrun.profile;

import dev.dryrun.profile.QueryText.ColumnUse;
import dev.dryrun.profile.QueryText.Purpose;
import dev.dryrun.profile.QueryText.Use;
import dev.dryrun.script.QueryToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells from the words around a parameter what the query does with it. */
final class ParameterSearch {

    private static final Set<String> COMPARISONS =
            Set.of("=", "<>", "!=", "<", ">", "<=", ">=", "~~", "~~*", "!~~", "~", "~*", "@>", "<@", "&&", "@@", "^@");
    private static final Map<String, String> MIRRORED = Map.of("<", ">", ">", "<", "<=", ">=", ">=", "<=");
    private static final Set<String> UNIT_FUNCTIONS = Set.of("date_trunc", "date_part");
    private static final Set<String> TEMPLATE_FUNCTIONS = Set.of("to_char", "to_date", "to_timestamp", "to_number");
    private static final Set<String> ENDS_OF_SET = Set.of("where", "on", "select", "from", "values", "having", "when");
    private static final Set<String> ARRAY_TESTS = Set.of("any", "some", "all");
    private static final Use UNKNOWN = new Use.Plain(Purpose.UNKNOWN);

    private final List<QueryToken> tokens;

    ParameterSearch(List<QueryToken> tokens) {
        this.tokens = tokens;
    }

    Use use(int at) {
        return before(at).or(() -> after(at)).orElse(UNKNOWN);
    }

    /** What the words before {@code at} say of what stands there. */
    private Optional<Use> before(int at) {
        int previous = at - 1;
        if (word(previous, Set.of("limit"))
                || word(previous, Set.of("first", "next")) && word(at - 2, Set.of("fetch"))) {
            return plain(Purpose.LIMIT);
        }
        if (word(previous, Set.of("offset"))) {
            return plain(Purpose.OFFSET);
        }
        if (word(previous, Set.of("zone"))) {
            return plain(Purpose.TIME_ZONE);
        }
        if (word(previous, Set.of("between"))) {
            return compared(afterNot(at - 2), ">=");
        }
        if (word(previous, Set.of("and")) && word(at - 3, Set.of("between"))) {
            return compared(afterNot(at - 4), "<=");
        }
        if (word(previous, Set.of("like", "ilike"))) {
            return compared(afterNot(at - 2), "~~");
        }
        if (is(previous, QueryToken.Kind.OPERATOR)) {
            return operand(previous);
        }
        return sign(previous, "(") || sign(previous, ",") || sign(previous, "[") ? inList(at) : Optional.empty();
    }

    private Optional<Use> operand(int operator) {
        String text = tokens.get(operator).text();
        if (COMPARISONS.contains(text)) {
            return text.equals("=") && isAssignment(operator)
                    ? column(operator - 1).map(Use.Assigned::new)
                    : compared(operator - 1, text);
        }
        return Set.of("+", "-").contains(text) ? plain(Purpose.ADDED) : Optional.empty();
    }

    /** {@code $1 = column}. */
    private Optional<Use> after(int at) {
        if (!is(at + 1, QueryToken.Kind.OPERATOR)
                || !COMPARISONS.contains(tokens.get(at + 1).text())) {
            return Optional.empty();
        }
        int end = at + 2;
        while (sign(end + 1, ".")) {
            end += 2;
        }
        String operator = tokens.get(at + 1).text();
        return sign(end + 1, "(") ? Optional.empty() : compared(end, MIRRORED.getOrDefault(operator, operator));
    }

    private Optional<Use> inList(int at) {
        int open = opening(at - 1);
        int position = commas(open, at);
        int outer = open - 1;
        if (sign(open, "[")) {
            // ARRAY[$1, $2]: as if the elements stood in the parentheses around it.
            return sign(open - 2, "(") && word(open - 3, ARRAY_TESTS) ? compared(open - 5, "=") : Optional.empty();
        }
        if (word(outer, Set.of("in"))) {
            return compared(afterNot(open - 2), "=");
        }
        if (word(outer, ARRAY_TESTS) && is(open - 2, QueryToken.Kind.OPERATOR)) {
            String operator = tokens.get(open - 2).text();
            return column(open - 3).map(column -> new Use.Compared(column, operator, true));
        }
        Optional<Integer> row = rowOfValues(open);
        if (row.isPresent()) {
            return Optional.of(new Use.Inserted(position, row.get()));
        }
        if (word(outer, UNIT_FUNCTIONS) && position == 0) {
            return plain(Purpose.UNIT);
        }
        if (word(outer, TEMPLATE_FUNCTIONS) && position == 1) {
            return plain(Purpose.TEMPLATE);
        }
        return row(open, position).or(() -> inCall(open));
    }

    /** Grouping, or the argument of a function: as if what the parentheses hold stood in their place. */
    private Optional<Use> inCall(int open) {
        boolean call = open > 0 && TableSearch.isName(tokens.get(open - 1));
        return before(call ? open - 1 : open);
    }

    /** {@code (a, b) = ($1, $2)} and {@code (a, b) IN (($1, $2), …)}. */
    private Optional<Use> row(int open, int position) {
        int outer = open - 1;
        while (outer >= 0 && (sign(outer, ",") || sign(outer, ")"))) {
            outer = sign(outer, ")") ? opening(outer - 1) - 1 : outer - 1;
        }
        boolean nested = sign(outer, "(") && word(outer - 1, Set.of("in"));
        int left = nested ? afterNot(outer - 2) : outer - 1;
        boolean operator = is(outer, QueryToken.Kind.OPERATOR)
                && COMPARISONS.contains(tokens.get(outer).text());
        if (!nested && !operator || !sign(left, ")")) {
            return Optional.empty();
        }
        List<ColumnUse> columns = columnsIn(opening(left - 1), left);
        if (position >= columns.size()) {
            return Optional.empty();
        }
        ColumnUse column = columns.get(position);
        boolean assigned = operator && isAssignment(outer);
        String how = operator ? tokens.get(outer).text() : "=";
        return Optional.of(assigned ? new Use.Assigned(column) : new Use.Compared(column, how, false));
    }

    private Optional<Integer> rowOfValues(int open) {
        int row = 0;
        int at = open - 1;
        while (sign(at, ",") && sign(at - 1, ")")) {
            at = opening(at - 2) - 1;
            row++;
        }
        return word(at, Set.of("values")) ? Optional.of(row) : Optional.empty();
    }

    /** Whether the equals sign belongs to a SET clause and not to a condition. */
    private boolean isAssignment(int equals) {
        int depth = 0;
        for (int i = equals - 1; i >= 0; i--) {
            if (sign(i, ")")) {
                depth++;
            } else if (sign(i, "(") && --depth < 0) {
                return false;
            } else if (depth == 0 && word(i, ENDS_OF_SET)) {
                return false;
            } else if (depth == 0 && word(i, Set.of("set"))) {
                return true;
            }
        }
        return false;
    }

    private Optional<Use> compared(int column, String operator) {
        return column(column).map(found -> new Use.Compared(found, operator, false));
    }

    /** The column that ends at a token; inside a function or a cast, too. */
    private Optional<ColumnUse> column(int end) {
        if (end < 0 || end >= tokens.size()) {
            return Optional.empty();
        }
        if (sign(end, ")")) {
            return columnsIn(opening(end - 1), end).stream().findFirst();
        }
        if (sign(end - 1, "::")) {
            return column(end - 2);
        }
        if (!TableSearch.isName(tokens.get(end))) {
            return Optional.empty();
        }
        boolean qualified = sign(end - 1, ".") && end >= 2;
        Optional<String> table = qualified ? Optional.of(tokens.get(end - 2).text()) : Optional.empty();
        return Optional.of(new ColumnUse(table, tokens.get(end).text()));
    }

    private List<ColumnUse> columnsIn(int open, int close) {
        List<ColumnUse> columns = new ArrayList<>();
        for (int i = open + 1; i < close; i++) {
            boolean last = !sign(i + 1, "(") && !sign(i + 1, ".") && !sign(i - 1, "::");
            if (last && TableSearch.isName(tokens.get(i))) {
                column(i).ifPresent(columns::add);
            }
        }
        return columns;
    }

    private int commas(int open, int at) {
        int commas = 0;
        int depth = 0;
        for (int i = open + 1; i < at; i++) {
            if (sign(i, "(") || sign(i, "[")) {
                depth++;
            } else if (sign(i, ")") || sign(i, "]")) {
                depth--;
            } else if (depth == 0 && sign(i, ",")) {
                commas++;
            }
        }
        return commas;
    }

    /** The parenthesis or bracket around what stands at {@code from}; -1 if there is none. */
    private int opening(int from) {
        int depth = 0;
        for (int i = from; i >= 0; i--) {
            if (sign(i, ")") || sign(i, "]")) {
                depth++;
            } else if ((sign(i, "(") || sign(i, "[")) && --depth < 0) {
                return i;
            }
        }
        return -1;
    }

    private int afterNot(int at) {
        return word(at, Set.of("not")) ? at - 1 : at;
    }

    private static Optional<Use> plain(Purpose purpose) {
        return Optional.of(new Use.Plain(purpose));
    }

    private boolean word(int i, Set<String> words) {
        return i >= 0 && i < tokens.size() && tokens.get(i).isWord(words);
    }

    private boolean sign(int i, String sign) {
        return i >= 0 && i < tokens.size() && tokens.get(i).isSign(sign);
    }

    private boolean is(int i, QueryToken.Kind kind) {
        return i >= 0 && i < tokens.size() && tokens.get(i).kind() == kind;
    }
}
