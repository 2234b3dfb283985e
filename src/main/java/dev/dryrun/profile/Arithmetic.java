package dev.dryrun.profile;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/** The arithmetic of pgbench's expressions: 64-bit integers that do not wrap around, and doubles. */
final class Arithmetic {

    /** 2^63: from here on a double is no 64-bit integer. */
    private static final double INTEGERS_END = 0x1p63;

    private Arithmetic() {}

    static boolean truth(Value value) {
        if (value instanceof Value.Truth truth) {
            return truth.is();
        }
        throw new DrawFailure("a truth value is needed where " + kind(value) + " is");
    }

    static long whole(Value value) {
        if (value instanceof Value.Whole whole) {
            return whole.number();
        }
        double rounded = Math.rint(real(value));
        if (!(rounded >= -INTEGERS_END && rounded < INTEGERS_END)) {
            throw new DrawFailure("a double does not fit into an integer");
        }
        return (long) rounded;
    }

    static double real(Value value) {
        if (value instanceof Value.Whole whole) {
            return whole.number();
        }
        if (value instanceof Value.Real real) {
            return real.number();
        }
        throw new DrawFailure("a number is needed where " + kind(value) + " is");
    }

    static boolean anyReal(List<Value> values) {
        return values.stream().anyMatch(Value.Real.class::isInstance);
    }

    /** Of doubles where one operand is a double, else of integers. */
    static Value of(List<Value> operands, LongBinaryOperator ofIntegers, DoubleBinaryOperator ofDoubles) {
        if (anyReal(operands)) {
            return new Value.Real(ofDoubles.applyAsDouble(real(operands.get(0)), real(operands.get(1))));
        }
        return ofIntegers(operands, ofIntegers);
    }

    static Value ofIntegers(List<Value> operands, LongBinaryOperator operator) {
        try {
            return new Value.Whole(operator.applyAsLong(whole(operands.get(0)), whole(operands.get(1))));
        } catch (ArithmeticException overflow) {
            throw new DrawFailure("an integer is out of range in an expression");
        }
    }

    static long quotient(long dividend, long divisor) {
        refuseZero(divisor);
        if (divisor == -1) {
            return Math.negateExact(dividend);
        }
        return dividend / divisor;
    }

    static long remainder(long dividend, long divisor) {
        refuseZero(divisor);
        return dividend % divisor;
    }

    private static void refuseZero(long divisor) {
        if (divisor == 0) {
            throw new DrawFailure("division by zero");
        }
    }

    static boolean isLess(List<Value> operands) {
        return anyReal(operands)
                ? real(operands.get(0)) < real(operands.get(1))
                : whole(operands.get(0)) < whole(operands.get(1));
    }

    static boolean isEqual(List<Value> operands) {
        return anyReal(operands)
                ? real(operands.get(0)) == real(operands.get(1))
                : whole(operands.get(0)) == whole(operands.get(1));
    }

    static Value magnitude(Value value) {
        if (value instanceof Value.Whole whole) {
            return new Value.Whole(Math.abs(whole.number()));
        }
        return new Value.Real(Math.abs(real(value)));
    }

    static Value extreme(List<Value> values, boolean largest) {
        boolean doubles = anyReal(values);
        Value extreme = values.get(0);
        for (Value value : values) {
            boolean less = isLess(List.of(value, extreme));
            boolean more = isLess(List.of(extreme, value));
            if (largest ? more : less) {
                extreme = value;
            }
        }
        return doubles ? new Value.Real(real(extreme)) : new Value.Whole(whole(extreme));
    }

    private static String kind(Value value) {
        return value instanceof Value.Truth ? "a truth value" : value instanceof Value.Null ? "null" : "a number";
    }
}
