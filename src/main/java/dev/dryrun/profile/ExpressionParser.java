package dev.dryrun.profile;

import dev.dryrun.profile.ExpressionScanner.Kind;
import dev.dryrun.profile.ExpressionScanner.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads pgbench's expressions, whose operators bind as those of Postgres do. */
final class ExpressionParser {

    private static final int OR = 1;
    private static final int AND = 2;
    private static final int NOT = 3;
    private static final int IS = 4;
    private static final int COMPARISON = 5;
    private static final int BITS = 6;
    private static final int SIGN = 9;

    private static final Map<String, Integer> LEVELS = Map.ofEntries(
            Map.entry("or", OR),
            Map.entry("and", AND),
            Map.entry("is", IS),
            Map.entry("isnull", IS),
            Map.entry("notnull", IS),
            Map.entry("<", COMPARISON),
            Map.entry("<=", COMPARISON),
            Map.entry(">", COMPARISON),
            Map.entry(">=", COMPARISON),
            Map.entry("=", COMPARISON),
            Map.entry("<>", COMPARISON),
            Map.entry("!=", COMPARISON),
            Map.entry("|", BITS),
            Map.entry("&", BITS),
            Map.entry("#", BITS),
            Map.entry("<<", BITS),
            Map.entry(">>", BITS),
            Map.entry("+", 7),
            Map.entry("-", 7),
            Map.entry("*", 8),
            Map.entry("/", 8),
            Map.entry("%", 8));

    private static final Map<String, Operation> OPERATORS = Map.ofEntries(
            Map.entry("<", Operation.LESS),
            Map.entry("<=", Operation.AT_MOST),
            Map.entry("=", Operation.EQUAL),
            Map.entry("<>", Operation.UNEQUAL),
            Map.entry("!=", Operation.UNEQUAL),
            Map.entry("|", Operation.BIT_OR),
            Map.entry("&", Operation.BIT_AND),
            Map.entry("#", Operation.BIT_XOR),
            Map.entry("<<", Operation.SHIFT_LEFT),
            Map.entry(">>", Operation.SHIFT_RIGHT),
            Map.entry("+", Operation.ADD),
            Map.entry("-", Operation.SUBTRACT),
            Map.entry("*", Operation.MULTIPLY),
            Map.entry("/", Operation.DIVIDE),
            Map.entry("%", Operation.MOD));

    /** Only a minus makes an integer of it. */
    private static final String BEHIND_THE_LARGEST = "9223372036854775808";

    private static final Expression NULL = new Expression.Constant(Value.NULL);

    private final ExpressionScanner words;

    ExpressionParser(String text) throws ExpressionFault {
        words = new ExpressionScanner(text);
    }

    Expression parse() throws ExpressionFault {
        Expression expression = expression(OR);
        if (words.peek().kind() != Kind.END) {
            throw words.unexpected("an operator");
        }
        return expression;
    }

    /** Reads on as long as operators bind at least so strongly. */
    private Expression expression(int level) throws ExpressionFault {
        Expression left = operand();
        int highest = SIGN;
        while (true) {
            Word operator = words.peek();
            int found = operator.kind() == Kind.VARIABLE ? 0 : LEVELS.getOrDefault(operator.text(), 0);
            if (found < level || found > highest) {
                return left;
            }
            words.next();
            left = found == IS ? tested(left, operator.text()) : joined(left, operator.text(), found);
            // Comparisons do not follow each other without parentheses.
            highest = found == COMPARISON ? IS : found;
        }
    }

    private Expression joined(Expression left, String operator, int level) throws ExpressionFault {
        Expression right = expression(level + 1);
        return switch (operator) {
            case "or" -> new Expression.Either(true, left, right);
            case "and" -> new Expression.Either(false, left, right);
            case ">" -> call(Operation.LESS, right, left);
            case ">=" -> call(Operation.AT_MOST, right, left);
            default -> call(OPERATORS.get(operator), left, right);
        };
    }

    private Expression tested(Expression left, String test) throws ExpressionFault {
        if (!test.equals("is")) {
            Expression isNull = call(Operation.IS, left, NULL);
            return test.equals("isnull") ? isNull : call(Operation.NOT, isNull);
        }
        boolean negated = words.passed("not");
        Word wanted = words.peek();
        if (!wanted.is("null") && !wanted.is("true") && !wanted.is("false")) {
            throw words.unexpected("null, true or false");
        }
        Expression is = call(Operation.IS, left, operand());
        return negated ? call(Operation.NOT, is) : is;
    }

    private Expression operand() throws ExpressionFault {
        Word word = words.peek();
        if (word.kind() == Kind.END) {
            throw words.unexpected("a value");
        }
        words.next();
        return switch (word.kind()) {
            case INTEGER -> new Expression.Constant(integer(word.text()));
            case DOUBLE -> new Expression.Constant(real(word.text()));
            case VARIABLE -> new Expression.Variable(word.text());
            case NAME -> function(word.text());
            default -> keywordOrSymbol(word);
        };
    }

    private Expression keywordOrSymbol(Word word) throws ExpressionFault {
        switch (word.text()) {
            case "(" -> {
                Expression inner = expression(OR);
                words.pass(")");
                return inner;
            }
            case "null" -> {
                return NULL;
            }
            case "true", "false" -> {
                return new Expression.Constant(new Value.Truth(word.is("true")));
            }
            case "case" -> {
                return choice();
            }
            case "not" -> {
                return call(Operation.NOT, expression(NOT));
            }
            case "+" -> {
                return expression(SIGN);
            }
            case "-" -> {
                return negative();
            }
            case "~" -> {
                return call(Operation.BIT_XOR, new Expression.Constant(new Value.Whole(-1)), expression(BITS + 1));
            }
            default -> throw new ExpressionFault("there is \"" + word.text() + "\" where a value is expected");
        }
    }

    private Expression negative() throws ExpressionFault {
        if (words.passed(BEHIND_THE_LARGEST)) {
            return new Expression.Constant(new Value.Whole(Long.MIN_VALUE));
        }
        return call(Operation.SUBTRACT, new Expression.Constant(new Value.Whole(0)), expression(SIGN));
    }

    private Expression choice() throws ExpressionFault {
        List<Expression> conditions = new ArrayList<>();
        List<Expression> results = new ArrayList<>();
        words.pass("when");
        do {
            conditions.add(expression(OR));
            words.pass("then");
            results.add(expression(OR));
        } while (words.passed("when"));
        Expression otherwise = words.passed("else") ? expression(OR) : NULL;
        words.pass("end");
        return new Expression.Choice(conditions, results, otherwise);
    }

    private Expression function(String name) throws ExpressionFault {
        Operation operation = Operation.function(name)
                .orElseThrow(() -> new ExpressionFault(
                        "pgbench has no function " + name + "; it has " + Operation.functionNames()));
        words.pass("(");
        List<Expression> arguments = new ArrayList<>();
        if (!words.passed(")")) {
            do {
                arguments.add(expression(OR));
            } while (words.passed(","));
            words.pass(")");
        }
        if (!operation.takes(arguments.size())) {
            throw new ExpressionFault(name + " does not take " + arguments.size() + " arguments");
        }
        return new Expression.Call(operation, arguments);
    }

    private static Expression call(Operation operation, Expression... arguments) {
        return new Expression.Call(operation, List.of(arguments));
    }

    private static Value integer(String digits) throws ExpressionFault {
        try {
            return new Value.Whole(Long.parseLong(digits));
        } catch (NumberFormatException tooLarge) {
            throw new ExpressionFault(digits + " is larger than 64-bit integers are");
        }
    }

    private static Value real(String digits) throws ExpressionFault {
        double number = Double.parseDouble(digits);
        if (Double.isInfinite(number)) {
            throw new ExpressionFault(digits + " is larger than doubles are");
        }
        return new Value.Real(number);
    }
}
