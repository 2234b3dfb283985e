package dev.dryrun.script;

import dev.dryrun.script.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a statement is, in the words of Postgres's command reference: {@code CREATE INDEX CONCURRENTLY}. */
final class StatementKind {

    private static final int WORDS_THAT_MATTER = 16;
    private static final String UNKNOWN = "STATEMENT";

    private static final Set<String> OF_TRANSACTIONS = Set.of(
            "BEGIN",
            "COMMIT",
            "COMMIT PREPARED",
            "PREPARE TRANSACTION",
            "RELEASE",
            "ROLLBACK",
            "ROLLBACK PREPARED",
            "ROLLBACK TO",
            "SAVEPOINT",
            "SET TRANSACTION");
    private static final Set<String> MODIFIERS = Set.of(
            "CONSTRAINT",
            "GLOBAL",
            "LOCAL",
            "OR",
            "PROCEDURAL",
            "RECURSIVE",
            "REPLACE",
            "TEMP",
            "TEMPORARY",
            "TRUSTED",
            "UNIQUE",
            "UNLOGGED");
    private static final List<String> OBJECTS_OF_SEVERAL_WORDS = List.of(
            "ACCESS METHOD",
            "DEFAULT CONVERSION",
            "DEFAULT PRIVILEGES",
            "EVENT TRIGGER",
            "FOREIGN DATA WRAPPER",
            "FOREIGN SCHEMA",
            "FOREIGN TABLE",
            "LARGE OBJECT",
            "MATERIALIZED VIEW",
            "OPERATOR CLASS",
            "OPERATOR FAMILY",
            "TEXT SEARCH CONFIGURATION",
            "TEXT SEARCH DICTIONARY",
            "TEXT SEARCH PARSER",
            "TEXT SEARCH TEMPLATE",
            "USER MAPPING");

    private final List<String> words;

    private StatementKind(List<String> words) {
        this.words = words;
    }

    /** The kind of a statement; of the first where the text holds several. */
    static String of(String sql) {
        return new StatementKind(firstWords(sql)).name();
    }

    /** The kind of a step: {@code UPDATE}, or {@code UPDATE \; 2 more} where {@code \;} joins three. */
    static String of(String sql, Protocol protocol) {
        return protocol instanceof Protocol.SimpleGroup group
                ? of(sql) + " \\; " + (group.statements() - 1) + " more"
                : of(sql);
    }

    static boolean controlsTransaction(String kind) {
        return OF_TRANSACTIONS.contains(kind);
    }

    /** Parentheses and empty words for all other tokens are kept, so that each word keeps its place. */
    static List<String> firstWords(String sql) {
        List<String> words = new ArrayList<>();
        Lexer lexer = new Lexer(sql);
        for (Token token = lexer.next();
                !token.is(Kind.END) && words.size() < WORDS_THAT_MATTER;
                token = lexer.next()) {
            boolean leadingParenthesis = words.isEmpty() && token.isSymbol('(');
            if (!leadingParenthesis) {
                words.add(word(token));
            }
        }
        return words;
    }

    private static String word(Token token) {
        boolean matters = token.is(Kind.WORD) || token.isSymbol('(') || token.isSymbol(')');
        return matters ? token.text().toUpperCase(Locale.ROOT) : "";
    }

    private String name() {
        String first = word(0);
        return switch (first) {
            case "", ")" -> UNKNOWN;
            case "ALTER", "CREATE", "DROP", "IMPORT", "REASSIGN", "REFRESH", "SECURITY" ->
                (first + " " + object(1)).strip();
            case "ABORT" -> "ROLLBACK";
            case "ANALYSE" -> "ANALYZE";
            case "COMMIT" -> word(1).equals("PREPARED") ? "COMMIT PREPARED" : first;
            case "END" -> "COMMIT";
            case "LOCK" -> "LOCK TABLE";
            case "PREPARE" -> word(1).equals("TRANSACTION") ? "PREPARE TRANSACTION" : first;
            case "REINDEX" -> reindex();
            case "ROLLBACK" -> rollback();
            case "SET" -> set();
            case "START" -> "BEGIN";
            default -> first;
        };
    }

    private String object(int from) {
        for (String object : OBJECTS_OF_SEVERAL_WORDS) {
            List<String> parts = List.of(object.split(" "));
            if (from + parts.size() <= words.size()
                    && words.subList(from, from + parts.size()).equals(parts)) {
                return object + concurrently(from + parts.size());
            }
        }
        return MODIFIERS.contains(word(from)) ? object(from + 1) : word(from) + concurrently(from + 1);
    }

    private String concurrently(int at) {
        return word(at).equals("CONCURRENTLY") ? " CONCURRENTLY" : "";
    }

    private String reindex() {
        int option = words.indexOf("CONCURRENTLY");
        boolean on = option >= 0 && !Set.of("FALSE", "OFF").contains(word(option + 1));
        int object = word(1).equals("(") ? words.indexOf(")") + 1 : 1;
        return ("REINDEX " + word(object)).strip() + (on ? " CONCURRENTLY" : "");
    }

    private String rollback() {
        if (word(1).equals("PREPARED")) {
            return "ROLLBACK PREPARED";
        }
        int to = Set.of("WORK", "TRANSACTION").contains(word(1)) ? 2 : 1;
        return word(to).equals("TO") ? "ROLLBACK TO" : "ROLLBACK";
    }

    private String set() {
        int at = Set.of("SESSION", "LOCAL").contains(word(1)) ? 2 : 1;
        return Set.of("TRANSACTION", "CONSTRAINTS").contains(word(at)) ? "SET " + word(at) : "SET";
    }

    private String word(int at) {
        return at < words.size() ? words.get(at) : "";
    }
}
