package dev.dryrun.profile;

import dev.dryrun.script.QueryToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the tables of a query, and the columns that an INSERT names. */
final class TableSearch {

    static final Set<String> KEYWORDS = Set.of(
            "and",
            "any",
            "array",
            "as",
            "between",
            "by",
            "case",
            "conflict",
            "cross",
            "default",
            "distinct",
            "do",
            "else",
            "end",
            "except",
            "exists",
            "fetch",
            "for",
            "from",
            "full",
            "group",
            "having",
            "ilike",
            "in",
            "inner",
            "intersect",
            "into",
            "is",
            "join",
            "lateral",
            "left",
            "like",
            "limit",
            "natural",
            "not",
            "null",
            "offset",
            "on",
            "only",
            "or",
            "order",
            "overriding",
            "returning",
            "right",
            "row",
            "select",
            "set",
            "some",
            "tablesample",
            "then",
            "union",
            "update",
            "using",
            "values",
            "when",
            "where",
            "window",
            "with");

    private static final Set<String> BEFORE_TABLES = Set.of("from", "join", "into", "update", "using");

    private static final Set<String> FUNCTIONS_WITH_FROM = Set.of("extract", "overlay", "substring", "trim");

    private final List<QueryToken> tokens;
    private final List<QueryText.TableName> tables = new ArrayList<>();
    private int at;

    private TableSearch(List<QueryToken> tokens) {
        this.tokens = tokens;
    }

    static List<QueryText.TableName> tables(List<QueryToken> tokens) {
        TableSearch search = new TableSearch(tokens);
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).isWord(BEFORE_TABLES) && !search.isLockOrUpsert(i) && !search.isOfFunction(i)) {
                search.at = i + 1;
                search.list();
            }
        }
        return List.copyOf(search.tables);
    }

    static List<String> insertColumns(List<QueryToken> tokens) {
        List<String> columns = new ArrayList<>();
        TableSearch search = new TableSearch(tokens);
        for (int i = 0; i < tokens.size() && columns.isEmpty(); i++) {
            if (tokens.get(i).isWord("into")) {
                search.at = i + 1;
                search.table();
                for (int c = search.at + 1; search.sign(search.at, "(") && !search.sign(c - 1, ")"); c += 2) {
                    if (!search.name(c)) {
                        return List.of();
                    }
                    columns.add(tokens.get(c).text());
                }
            }
        }
        return columns;
    }

    /** {@code FOR UPDATE} and {@code DO UPDATE}. */
    private boolean isLockOrUpsert(int i) {
        return i > 0 && tokens.get(i - 1).isWord(Set.of("for", "key", "do"));
    }

    /** {@code extract(epoch FROM …)}, and functions in place of tables. */
    private boolean isOfFunction(int i) {
        boolean argument = sign(i - 2, "(") && i > 2 && tokens.get(i - 3).isWord(FUNCTIONS_WITH_FROM);
        return argument || sign(i + 2, "(") && !tokens.get(i).isWord("into");
    }

    private void list() {
        table();
        while (sign(at, ",")) {
            at++;
            table();
        }
    }

    private void table() {
        if (at < tokens.size() && tokens.get(at).isWord("only")) {
            at++;
        }
        if (!name(at)) {
            return;
        }
        String name = tokens.get(at++).text();
        Optional<String> schema = Optional.empty();
        while (sign(at, ".") && at + 1 < tokens.size()) {
            schema = Optional.of(name);
            name = tokens.get(at + 1).text();
            at += 2;
        }
        if (sign(at, "*")) {
            at++;
        }
        if (at < tokens.size() && tokens.get(at).isWord("as")) {
            at++;
        }
        tables.add(new QueryText.TableName(
                schema, name, name(at) ? tokens.get(at++).text() : name));
    }

    private boolean name(int i) {
        return i < tokens.size() && isName(tokens.get(i));
    }

    static boolean isName(QueryToken token) {
        return token.isName() && !token.isWord(KEYWORDS);
    }

    private boolean sign(int i, String sign) {
        return i >= 0 && i < tokens.size() && tokens.get(i).isSign(sign);
    }
}
