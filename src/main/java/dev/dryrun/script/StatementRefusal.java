package dev.dryrun.script;

import dev.dryrun.script.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Why a statement must not be sent to the throwaway server, and what to do instead. */
record StatementRefusal(String reason, String hint) {

    private static final Set<String> FIRST_WORDS =
            Set.of("alter", "commit", "copy", "create", "drop", "import", "prepare", "rollback", "set");

    private static final Set<String> STRINGS_ON = Set.of("on", "true", "yes", "1", "default");

    private static final String ELSEWHERE =
            " would connect to another server, which may be the one in production: it is not supported";
    private static final String ONE_DATABASE = " is not supported: there is only the database of the dump";
    private static final String PREPARED = " is not supported: a prepared transaction would outlive the dry run";
    private static final String TABLESPACE = " is not supported: it needs a directory of the server's machine";
    private static final String LEAVE_OUT = "leave it out of the migration that is tried";
    private static final String USE_COMMIT = "end the transaction with COMMIT or ROLLBACK";

    private static final Map<String, StatementRefusal> BY_KIND = Map.ofEntries(
            of("CREATE DATABASE", ONE_DATABASE, LEAVE_OUT),
            of("DROP DATABASE", ONE_DATABASE, LEAVE_OUT),
            of("CREATE TABLESPACE", TABLESPACE, LEAVE_OUT),
            of("DROP TABLESPACE", TABLESPACE, LEAVE_OUT),
            of("ALTER TABLESPACE", TABLESPACE, LEAVE_OUT),
            of("PREPARE TRANSACTION", PREPARED, USE_COMMIT),
            of("COMMIT PREPARED", PREPARED, USE_COMMIT),
            of("ROLLBACK PREPARED", PREPARED, USE_COMMIT),
            of("CREATE SUBSCRIPTION", ELSEWHERE, LEAVE_OUT),
            of("ALTER SUBSCRIPTION", ELSEWHERE, LEAVE_OUT),
            of("DROP SUBSCRIPTION", ELSEWHERE, LEAVE_OUT),
            of("IMPORT FOREIGN SCHEMA", ELSEWHERE, "write CREATE FOREIGN TABLE, which connects to nothing"));

    private static Map.Entry<String, StatementRefusal> of(String kind, String reason, String hint) {
        return Map.entry(kind, new StatementRefusal(kind + reason, hint));
    }

    /** Looks at one statement, or at each of several. */
    static Optional<StatementRefusal> of(String sql, boolean several) {
        return several
                ? Statements.in(sql).stream()
                        .flatMap(statement -> ofOne(statement).stream())
                        .findFirst()
                : ofOne(sql);
    }

    private static Optional<StatementRefusal> ofOne(String sql) {
        Token first = new Lexer(sql).next();
        if (!first.is(Kind.WORD) || !FIRST_WORDS.contains(first.text().toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        String kind = StatementKind.of(sql);
        return switch (kind) {
            case "ALTER DATABASE" -> ofAlterDatabase(sql);
            case "COPY" -> ofCopy(sql);
            case "SET" -> ofSet(sql);
            default -> Optional.ofNullable(BY_KIND.get(kind));
        };
    }

    private static Optional<StatementRefusal> ofAlterDatabase(String sql) {
        List<String> words = words(sql);
        if (words.contains("RENAME")) {
            return Optional.of(new StatementRefusal("ALTER DATABASE … RENAME" + ONE_DATABASE, LEAVE_OUT));
        }
        int set = words.indexOf("SET");
        boolean tablespace =
                set >= 0 && words.size() > set + 1 && words.get(set + 1).equals("TABLESPACE");
        return tablespace
                ? Optional.of(new StatementRefusal("ALTER DATABASE … SET TABLESPACE" + TABLESPACE, LEAVE_OUT))
                : Optional.empty();
    }

    /** The words behind the database's name, which may itself be written like a keyword. */
    private static List<String> words(String sql) {
        List<String> words = StatementKind.firstWords(sql);
        return words.subList(Math.min(3, words.size()), words.size());
    }

    /** With the setting off, psql and the server find the ends of strings elsewhere. */
    private static Optional<StatementRefusal> ofSet(String sql) {
        List<String> tokens = new ArrayList<>();
        Lexer lexer = new Lexer(sql);
        for (Token token = lexer.next(); !token.is(Kind.END); token = lexer.next()) {
            tokens.add(token.text().toLowerCase(Locale.ROOT).replace("'", "").replace("\"", ""));
        }
        int name = tokens.indexOf("standard_conforming_strings");
        boolean off = name >= 1 && name <= 2 && !STRINGS_ON.contains(tokens.get(tokens.size() - 1));
        return off
                ? Optional.of(new StatementRefusal(
                        "SET standard_conforming_strings to off is not supported: strings are read as with on",
                        "leave it out, and write strings that hold backslashes as E'…'"))
                : Optional.empty();
    }

    private static Optional<StatementRefusal> ofCopy(String sql) {
        Nesting nesting = new Nesting();
        Lexer lexer = new Lexer(sql);
        for (Token token = lexer.next(); !token.is(Kind.END); token = lexer.next()) {
            nesting.take(token);
            boolean direction = token.isWord("from") || token.isWord("to");
            if (direction && nesting.atTop()) {
                return lexer.next().isWord("program")
                        ? Optional.of(new StatementRefusal(
                                "COPY … PROGRAM is not supported: it would run a program on the server's machine",
                                "put the rows into the script: COPY … FROM STDIN"))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
