package dev.dryrun.script;

import dev.dryrun.script.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** The statements of one text that is sent as a whole, told apart by the semicolons that end them. */
final class Statements {

    private Statements() {}

    /** Each statement from its first token on; empty ones are left out. */
    static List<String> in(String sql) {
        List<String> statements = new ArrayList<>();
        Nesting nesting = new Nesting();
        Lexer lexer = new Lexer(sql);
        int start = 0;
        for (Token token = lexer.next(); !token.is(Kind.END); token = lexer.next()) {
            nesting.take(token);
            if (token.isSymbol(';') && nesting.atTop()) {
                addUnlessEmpty(statements, sql.substring(start, token.start()));
                start = token.end();
                nesting.beginStatement();
            }
        }
        addUnlessEmpty(statements, sql.substring(start));
        return statements;
    }

    private static void addUnlessEmpty(List<String> statements, String text) {
        Token first = new Lexer(text).next();
        if (!first.is(Kind.END)) {
            statements.add(text.substring(first.start()));
        }
    }
}
