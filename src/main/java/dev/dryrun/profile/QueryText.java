package dev.dryrun.profile;

import dev.dryrun.script.QueryToken;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** The text of a query with {@code $1} and so on in it, and what it says about each of them. */
public final class QueryText {

    /** A table as a query names it; {@code alias} is the name of the table itself where it has no other. */
    public record TableName(Optional<String> schema, String name, String alias) {}

    /** A column as a query names it. */
    public record ColumnUse(Optional<String> table, String name) {}

    /** What a query does with a parameter. */
    public sealed interface Use {

        /** Compares it with a column; {@code inArray} if each of its elements. */
        record Compared(ColumnUse column, String operator, boolean inArray) implements Use {}

        /** Sets a column to it. */
        record Assigned(ColumnUse column) implements Use {}

        /** Inserts it into the column at a position, counted from 0, of a row, counted from 0. */
        record Inserted(int position, int row) implements Use {}

        /** Uses it for what depends on no data. */
        record Plain(Purpose purpose) implements Use {}
    }

    /** What a parameter is for that has nothing to do with a column. */
    public enum Purpose {
        LIMIT,
        OFFSET,
        /** The unit of {@code date_trunc} and its like. */
        UNIT,
        /** The template of {@code to_char} and its like. */
        TEMPLATE,
        TIME_ZONE,
        /** Added to something, or taken from it. */
        ADDED,
        UNKNOWN
    }

    /** Types whose constants are written {@code interval '1 day'}, where no parameter can stand. */
    private static final Set<String> CONSTANT_TYPES =
            Set.of("interval", "date", "timestamp", "timestamptz", "time", "timetz");

    private static final Set<String> UNITS = Set.of("extract");

    private final String sql;
    private final List<QueryToken> tokens;
    private final List<TableName> tables;
    private final List<String> insertColumns;
    private final Map<Integer, Use> uses = new LinkedHashMap<>();

    private QueryText(String text) {
        this.sql = rewritten(withoutEnd(text));
        this.tokens = QueryToken.in(sql);
        this.tables = TableSearch.tables(tokens);
        this.insertColumns = TableSearch.insertColumns(tokens);
        ParameterSearch search = new ParameterSearch(tokens);
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).isParameter()) {
                Use use = search.use(i);
                uses.merge(tokens.get(i).number(), use, (first, next) -> first instanceof Use.Plain ? next : first);
            }
        }
    }

    public static QueryText of(String sql) {
        return new QueryText(sql);
    }

    /** The text as PREPARE takes it. */
    public String sql() {
        return sql;
    }

    /** Its first word in lower case; empty if there is none. */
    public String verb() {
        return tokens.stream()
                .filter(QueryToken::isName)
                .findFirst()
                .map(QueryToken::text)
                .orElse("");
    }

    /** Whether it ends in the middle of a string, a name or a comment. */
    public boolean isCutOff() {
        return tokens.stream().anyMatch(token -> token.kind() == QueryToken.Kind.CUT_OFF);
    }

    public boolean isSeveral() {
        return tokens.stream().anyMatch(token -> token.isSign(";"));
    }

    /** Whether it says what is to be done with rows that exist: {@code ON CONFLICT}. */
    public boolean isUpsert() {
        return tokens.stream().anyMatch(token -> token.isWord("conflict"));
    }

    /** The first function of these that it calls. */
    public Optional<String> calls(Set<String> functions) {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).isWord(functions) && tokens.get(i + 1).isSign("(")) {
                return Optional.of(tokens.get(i).text());
            }
        }
        return Optional.empty();
    }

    /** The tables that it names, and common table expressions as well. */
    public List<TableName> tables() {
        return tables;
    }

    /** The columns that an INSERT names; none if it names none. */
    public List<String> insertColumns() {
        return insertColumns;
    }

    /** By the parameters' numbers. */
    public Map<Integer, Use> uses() {
        return uses;
    }

    /** The numbers of the parameters in their order in the text. */
    public List<Integer> order() {
        return tokens.stream()
                .filter(QueryToken::isParameter)
                .map(QueryToken::number)
                .toList();
    }

    /**
     * The text for a driver: {@code ?} for each parameter, and {@code ??} for each question mark of an operator.
     *
     * @param type the type of a parameter, for those that {@code cast} names
     */
    public String forDriver(IntPredicate cast, IntFunction<String> type) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (QueryToken token : tokens) {
            text.append(sql, at, token.start());
            at = token.end();
            if (token.isParameter()) {
                int number = token.number();
                text.append(cast.test(number) ? "CAST(? AS " + type.apply(number) + ")" : "?");
            } else {
                String written = sql.substring(token.start(), token.end());
                text.append(token.kind() == QueryToken.Kind.OPERATOR ? written.replace("?", "??") : written);
            }
        }
        return text.append(sql.substring(at)).toString();
    }

    private static String withoutEnd(String text) {
        String stripped = text.strip();
        return stripped.endsWith(";")
                ? stripped.substring(0, stripped.length() - 1).strip()
                : stripped;
    }

    /** pg_stat_statements puts parameters where the grammar allows constants only: {@code interval $1}. */
    private static String rewritten(String text) {
        List<QueryToken> tokens = QueryToken.in(text);
        StringBuilder rewritten = new StringBuilder();
        int at = 0;
        for (int i = 1; i < tokens.size(); i++) {
            QueryToken before = tokens.get(i - 1);
            QueryToken token = tokens.get(i);
            if (token.isParameter() && before.isWord(CONSTANT_TYPES)) {
                rewritten.append(text, at, before.start()).append("CAST(");
                rewritten
                        .append(token.text())
                        .append(" AS ")
                        .append(before.text())
                        .append(')');
                at = token.end();
            } else if (token.isParameter()
                    && i > 1
                    && before.isSign("(")
                    && tokens.get(i - 2).isWord(UNITS)) {
                rewritten.append(text, at, token.start()).append("'day'");
                at = token.end();
            }
        }
        return rewritten.append(text.substring(at)).toString();
    }
}
