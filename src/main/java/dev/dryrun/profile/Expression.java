package dev.dryrun.profile;

import java.util.ArrayList;
import java.util.List;

/** An expression as {@code \set} of pgbench takes it (PostgreSQL documentation, "pgbench", "Built-In Operators"). */
public sealed interface Expression {

    /** @throws DrawFailure where pgbench would give the client up: a division by zero, or an unknown variable */
    Value evaluate(Draws draws);

    /** Reads an expression. */
    static Expression parse(String text) throws ExpressionFault {
        return new ExpressionParser(text).parse();
    }

    /** A number, a truth value, or null. */
    record Constant(Value value) implements Expression {

        @Override
        public Value evaluate(Draws draws) {
            return value;
        }
    }

    /** The value of a variable; text is read as what it looks like. */
    record Variable(String name) implements Expression {

        @Override
        public Value evaluate(Draws draws) {
            Value value = draws.value(name);
            return value instanceof Value.Text text ? Numeral.read(text.value(), name) : value;
        }
    }

    /** An operator or a function with its arguments, which is null where one of them is. */
    record Call(Operation operation, List<Expression> arguments) implements Expression {

        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public Value evaluate(Draws draws) {
            List<Value> values = new ArrayList<>(arguments.size());
            boolean anyNull = false;
            for (Expression argument : arguments) {
                Value value = argument.evaluate(draws);
                anyNull |= value instanceof Value.Null;
                values.add(value);
            }
            return anyNull && !operation.takesNull() ? Value.NULL : operation.apply(values, draws);
        }
    }

    /** {@code AND} and {@code OR}: the second operand is looked at only where the first does not decide. */
    record Either(boolean deciding, Expression first, Expression second) implements Expression {

        @Override
        public Value evaluate(Draws draws) {
            Value one = first.evaluate(draws);
            if (one instanceof Value.Null || Arithmetic.truth(one) == deciding) {
                return one;
            }
            Value other = second.evaluate(draws);
            return other instanceof Value.Null ? other : new Value.Truth(Arithmetic.truth(other));
        }
    }

    /** {@code CASE WHEN … THEN … ELSE … END}. */
    record Choice(List<Expression> conditions, List<Expression> results, Expression otherwise) implements Expression {

        public Choice {
            conditions = List.copyOf(conditions);
            results = List.copyOf(results);
        }

        @Override
        public Value evaluate(Draws draws) {
            for (int i = 0; i < conditions.size(); i++) {
                if (conditions.get(i).evaluate(draws).isTrue()) {
                    return results.get(i).evaluate(draws);
                }
            }
            return otherwise.evaluate(draws);
        }
    }
}
