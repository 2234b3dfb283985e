package dev.dryrun.script;

import dev.dryrun.script.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A lock that the documentation states for a form of statement whose locks may be gone before they can be read: the mode
 * as {@code pg_locks} spells it, and the relation as the statement names it. Forms that are not surely told apart have none.
 *
 * @see <a href="https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES">Table-Level Locks</a>
 */
public record DocumentedLock(String mode, boolean onTableOfIndex, Optional<String> schema, String name) {

    private static final String SHARE_UPDATE_EXCLUSIVE = "ShareUpdateExclusiveLock";
    private static final String SHARE = "ShareLock";
    private static final String SHARE_ROW_EXCLUSIVE = "ShareRowExclusiveLock";
    private static final String ACCESS_EXCLUSIVE = "AccessExclusiveLock";

    /** Of a step that is one statement. */
    public static List<DocumentedLock> of(Step step) {
        return step.protocol() instanceof Protocol.SimpleGroup ? List.of() : new Form(step).locks();
    }

    /** The tokens of a statement, read from the front. */
    private static final class Form {
        private final String kind;
        private final List<Token> tokens = new ArrayList<>();
        private int at;

        Form(Step step) {
            kind = step.kind();
            Lexer lexer = new Lexer(step.sql());
            for (Token token = lexer.next(); !token.is(Kind.END); token = lexer.next()) {
                tokens.add(token);
            }
        }

        List<DocumentedLock> locks() {
            boolean concurrently = kind.endsWith(" CONCURRENTLY");
            String onIndex = concurrently ? SHARE_UPDATE_EXCLUSIVE : SHARE;
            return switch (kind) {
                case "CREATE INDEX", "CREATE INDEX CONCURRENTLY" -> after("ON") ? target(onIndex, false) : List.of();
                case "DROP INDEX CONCURRENTLY" -> after("CONCURRENTLY") ? only(onIndex, true) : List.of();
                case "REINDEX TABLE", "REINDEX TABLE CONCURRENTLY" -> after("TABLE") ? only(onIndex, false) : List.of();
                case "REINDEX INDEX", "REINDEX INDEX CONCURRENTLY" -> after("INDEX") ? only(onIndex, true) : List.of();
                case "VACUUM", "ANALYZE", "CLUSTER" -> maintenance();
                case "ALTER TABLE" -> after("TABLE") ? alterTable() : List.of();
                default -> List.of();
            };
        }

        /** With options in parentheses the form is told by their values: it is left alone. */
        private List<DocumentedLock> maintenance() {
            at = 1;
            boolean full = skip("FULL");
            while (skip("FREEZE") || skip("VERBOSE") || skip("ANALYZE") || skip("ANALYSE")) {
                full = full || skip("FULL");
            }
            boolean exclusive = full || kind.equals("CLUSTER");
            List<DocumentedLock> locks = target(exclusive ? ACCESS_EXCLUSIVE : SHARE_UPDATE_EXCLUSIVE, false);
            boolean rest = at < tokens.size() && !is("USING");
            return rest ? List.of() : locks;
        }

        private List<DocumentedLock> alterTable() {
            skipIfExists();
            skip("ONLY");
            int name = at;
            target(ACCESS_EXCLUSIVE, false);
            boolean several = tokens.stream().anyMatch(token -> token.isSymbol(',') || token.isSymbol('*'));
            Optional<String> mode = several ? Optional.empty() : alterMode();
            at = name;
            return mode.map(known -> target(known, false)).orElse(List.of());
        }

        private Optional<String> alterMode() {
            if (is("DETACH")) {
                return Optional.of(isLast("CONCURRENTLY") ? SHARE_UPDATE_EXCLUSIVE : ACCESS_EXCLUSIVE)
                        .filter(mode -> !isLast("FINALIZE"));
            }
            if (is("VALIDATE") || is("ATTACH")) {
                return Optional.of(SHARE_UPDATE_EXCLUSIVE);
            }
            if (is("ADD")) {
                return Optional.of(has("FOREIGN") ? SHARE_ROW_EXCLUSIVE : ACCESS_EXCLUSIVE)
                        .filter(mode -> has("FOREIGN") || !has("REFERENCES"));
            }
            boolean plainAlter = is("ALTER") && !has("STATISTICS") && !hasOptions();
            return is("DROP") || is("RENAME") || plainAlter ? Optional.of(ACCESS_EXCLUSIVE) : Optional.empty();
        }

        private boolean hasOptions() {
            return tokens.stream().anyMatch(token -> token.isSymbol('('));
        }

        /** The relation that is named here, if nothing else is named. */
        private List<DocumentedLock> only(String mode, boolean onTableOfIndex) {
            skip("CONCURRENTLY");
            List<DocumentedLock> locks = target(mode, onTableOfIndex);
            return at == tokens.size() || is("CASCADE") || is("RESTRICT") ? locks : List.of();
        }

        private List<DocumentedLock> target(String mode, boolean onTableOfIndex) {
            skipIfExists();
            skip("ONLY");
            List<String> parts = new ArrayList<>(name().stream().toList());
            while (!parts.isEmpty() && at < tokens.size() && tokens.get(at).isSymbol('.')) {
                at++;
                Optional<String> next = name();
                if (next.isEmpty()) {
                    return List.of();
                }
                parts.add(next.get());
            }
            if (parts.isEmpty() || parts.size() > 2) {
                return List.of();
            }
            Optional<String> schema = parts.size() == 2 ? Optional.of(parts.get(0)) : Optional.empty();
            return List.of(new DocumentedLock(mode, onTableOfIndex, schema, parts.get(parts.size() - 1)));
        }

        private Optional<String> name() {
            if (at >= tokens.size()) {
                return Optional.empty();
            }
            Token token = tokens.get(at);
            boolean quoted = token.is(Kind.QUOTED_IDENTIFIER) && token.closed();
            if (!quoted && !token.is(Kind.WORD)) {
                return Optional.empty();
            }
            at++;
            return Optional.of(quoted ? QuotedName.unquoted(token.text()) : QuotedName.folded(token.text()));
        }

        private void skipIfExists() {
            if (is("IF")) {
                at += 2;
            }
        }

        private boolean after(String word) {
            for (int i = 0; i < tokens.size(); i++) {
                if (tokens.get(i).isWord(word)) {
                    at = i + 1;
                    return true;
                }
            }
            return false;
        }

        private boolean has(String word) {
            return tokens.stream().anyMatch(token -> token.isWord(word));
        }

        private boolean isLast(String word) {
            return tokens.get(tokens.size() - 1).isWord(word);
        }

        private boolean is(String word) {
            return at < tokens.size() && tokens.get(at).isWord(word);
        }

        private boolean skip(String word) {
            boolean there = is(word);
            at += there ? 1 : 0;
            return there;
        }
    }
}
