package dev.dryrun.script;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the statements of one text, which may be several, do to the transaction that they run in. */
public final class TransactionControl {

    private static final Set<String> BEGIN_OR_END =
            Set.of("BEGIN", "COMMIT", "ROLLBACK", "PREPARE TRANSACTION", "COMMIT PREPARED", "ROLLBACK PREPARED");
    private static final Set<String> OF_SAVEPOINTS = Set.of("SAVEPOINT", "RELEASE", "ROLLBACK TO");
    private static final Set<String> ENDS = Set.of("COMMIT", "ROLLBACK", "PREPARE TRANSACTION");

    private TransactionControl() {}

    /** The text for a transaction that is there already; empty where nothing but its beginning or end is in it. */
    public static Optional<String> leftOut(String sql) {
        List<String> statements = Statements.in(sql);
        List<String> others = statements.stream()
                .filter(statement -> !controls(StatementKind.of(statement)))
                .toList();
        if (others.size() == statements.size()) {
            return Optional.of(sql);
        }
        return Optional.of(others.stream().map(String::strip).collect(Collectors.joining(";\n")))
                .filter(text -> !text.isEmpty());
    }

    /** Whether a transaction block is open after the text, if one was ({@code open}) or was not before it. */
    public static boolean isOpenAfter(String sql, boolean open) {
        boolean now = open;
        for (String statement : Statements.in(sql)) {
            String kind = StatementKind.of(statement);
            now = kind.equals("BEGIN") || now && (!ENDS.contains(kind) || isChained(statement));
        }
        return now;
    }

    /** {@code COMMIT AND CHAIN} begins the next one. */
    private static boolean isChained(String end) {
        List<String> words = StatementKind.firstWords(end);
        return words.contains("CHAIN") && !words.contains("NO");
    }

    private static boolean controls(String kind) {
        return BEGIN_OR_END.contains(kind) || OF_SAVEPOINTS.contains(kind);
    }
}
