package dev.dryrun.profile;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Optional;

/** What a variable of a request holds: text, or a value of one of the types that the expressions of pgbench know. */
public sealed interface Value {

    Value NULL = new Null();

    /** As it is sent to the server; empty for null. */
    Optional<String> text();

    /** As a condition: numbers other than zero are true, null is not. */
    default boolean isTrue() {
        return this instanceof Truth truth && truth.is()
                || this instanceof Whole whole && whole.number() != 0
                || this instanceof Real real && real.number() != 0;
    }

    /** No value. */
    record Null() implements Value {

        @Override
        public Optional<String> text() {
            return Optional.empty();
        }
    }

    /** True or false. */
    record Truth(boolean is) implements Value {

        @Override
        public Optional<String> text() {
            return Optional.of(Boolean.toString(is));
        }
    }

    /** An integer. */
    record Whole(long number) implements Value {

        @Override
        public Optional<String> text() {
            return Optional.of(Long.toString(number));
        }
    }

    /** A double, which pgbench writes with 15 significant digits. */
    record Real(double number) implements Value {

        private static final MathContext DIGITS = new MathContext(15);
        private static final int LEAST_EXPONENT = -4;

        @Override
        public Optional<String> text() {
            if (Double.isNaN(number) || Double.isInfinite(number)) {
                return Optional.of(Double.toString(number));
            }
            BigDecimal rounded = new BigDecimal(number).round(DIGITS);
            if (rounded.signum() == 0) {
                return Optional.of("0");
            }
            BigDecimal shortest = rounded.stripTrailingZeros();
            int exponent = shortest.precision() - shortest.scale() - 1;
            boolean plain = exponent >= LEAST_EXPONENT && exponent < DIGITS.getPrecision();
            return Optional.of(plain ? shortest.toPlainString() : scientific(shortest, exponent));
        }

        private static String scientific(BigDecimal value, int exponent) {
            String digits = value.movePointLeft(exponent).toPlainString();
            return digits + String.format(Locale.ROOT, "e%+03d", exponent);
        }
    }

    /** Text as it was drawn or as the server answered; an expression reads it as what it looks like. */
    record Text(String value) implements Value {

        @Override
        public Optional<String> text() {
            return Optional.of(value);
        }

        /** Without the value, which is the user's data. */
        @Override
        public String toString() {
            return "Text";
        }
    }

    static Value of(Optional<String> text) {
        return text.isPresent() ? new Text(text.get()) : NULL;
    }
}
