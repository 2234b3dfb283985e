package dev.dryrun.profile;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** An operator or function of pgbench's expressions. */
enum Operation {
    ADD("+", 2, (v, d) -> Arithmetic.of(v, Math::addExact, Double::sum)),
    SUBTRACT("-", 2, (v, d) -> Arithmetic.of(v, Math::subtractExact, (a, b) -> a - b)),
    MULTIPLY("*", 2, (v, d) -> Arithmetic.of(v, Math::multiplyExact, (a, b) -> a * b)),
    DIVIDE("/", 2, (v, d) -> Arithmetic.of(v, Arithmetic::quotient, (a, b) -> a / b)),
    EQUAL("=", 2, (v, d) -> new Value.Truth(Arithmetic.isEqual(v))),
    UNEQUAL("<>", 2, (v, d) -> new Value.Truth(!Arithmetic.isEqual(v))),
    LESS("<", 2, (v, d) -> new Value.Truth(Arithmetic.isLess(v))),
    AT_MOST("<=", 2, (v, d) -> new Value.Truth(Arithmetic.isLess(v) || Arithmetic.isEqual(v))),
    BIT_AND("&", 2, (v, d) -> Arithmetic.ofIntegers(v, (a, b) -> a & b)),
    BIT_OR("|", 2, (v, d) -> Arithmetic.ofIntegers(v, (a, b) -> a | b)),
    BIT_XOR("#", 2, (v, d) -> Arithmetic.ofIntegers(v, (a, b) -> a ^ b)),
    SHIFT_LEFT("<<", 2, (v, d) -> Arithmetic.ofIntegers(v, (a, b) -> a << b)),
    SHIFT_RIGHT(">>", 2, (v, d) -> Arithmetic.ofIntegers(v, (a, b) -> a >> b)),
    NOT("not", 1, (v, d) -> new Value.Truth(!Arithmetic.truth(v.get(0)))),
    IS("is", 2, (v, d) -> new Value.Truth(v.get(0).equals(v.get(1)))),

    MOD("mod", 2, (v, d) -> Arithmetic.ofIntegers(v, Arithmetic::remainder)),
    ABS("abs", 1, (v, d) -> Arithmetic.magnitude(v.get(0))),
    LEAST("least", 1, Operation.ANY, (v, d) -> Arithmetic.extreme(v, false)),
    GREATEST("greatest", 1, Operation.ANY, (v, d) -> Arithmetic.extreme(v, true)),
    DEBUG("debug", 1, (v, d) -> v.get(0)),
    PI("pi", 0, (v, d) -> new Value.Real(Math.PI)),
    SQRT("sqrt", 1, (v, d) -> new Value.Real(Math.sqrt(Arithmetic.real(v.get(0))))),
    LN("ln", 1, (v, d) -> new Value.Real(Math.log(Arithmetic.real(v.get(0))))),
    EXP("exp", 1, (v, d) -> new Value.Real(Math.exp(Arithmetic.real(v.get(0))))),
    INT("int", 1, (v, d) -> new Value.Whole(Arithmetic.whole(v.get(0)))),
    DOUBLE("double", 1, (v, d) -> new Value.Real(Arithmetic.real(v.get(0)))),
    POW("pow", 2, (v, d) -> new Value.Real(Math.pow(Arithmetic.real(v.get(0)), Arithmetic.real(v.get(1))))),
    POWER("power", 2, (v, d) -> POW.apply(v, d)),
    RANDOM("random", 2, (v, d) -> drawn(v, Distribution.UNIFORM, d.random())),
    RANDOM_EXPONENTIAL("random_exponential", 3, (v, d) -> drawn(v, exponential(v.get(2)), d.random())),
    RANDOM_GAUSSIAN("random_gaussian", 3, (v, d) -> drawn(v, gaussian(v.get(2)), d.random())),
    RANDOM_ZIPFIAN("random_zipfian", 3, (v, d) -> drawn(v, zipf(v.get(2)), d.random())),
    HASH("hash", 1, 2, (v, d) -> Arithmetic.ofIntegers(seeded(v, 1), Scrambling::murmur2)),
    HASH_MURMUR2("hash_murmur2", 1, 2, (v, d) -> HASH.apply(v, d)),
    HASH_FNV1A("hash_fnv1a", 1, 2, (v, d) -> Arithmetic.ofIntegers(seeded(v, 1), Scrambling::fnv1a)),
    PERMUTE("permute", 2, 3, (v, d) -> permuted(seeded(v, 2)));

    /** pgbench takes no more arguments for any function. */
    private static final int ANY = 16;

    /** The seed that functions take which are given none, in every run the same. */
    static final long DEFAULT_SEED = 5_315_872_104L;

    /** What it comes to, from values that are not null. */
    private interface Body {
        Value apply(List<Value> arguments, Draws draws);
    }

    private final String spelling;
    private final int least;
    private final int most;
    private final Body body;

    Operation(String spelling, int arguments, Body body) {
        this(spelling, arguments, arguments, body);
    }

    Operation(String spelling, int least, int most, Body body) {
        this.spelling = spelling;
        this.least = least;
        this.most = most;
        this.body = body;
    }

    static Optional<Operation> function(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return functions().stream()
                .filter(operation -> operation.spelling.equals(wanted))
                .findFirst();
    }

    static String functionNames() {
        return functions().stream().map(operation -> operation.spelling).collect(Collectors.joining(", "));
    }

    private static List<Operation> functions() {
        return Arrays.asList(values()).subList(MOD.ordinal(), values().length);
    }

    String spelling() {
        return spelling;
    }

    boolean takes(int arguments) {
        return arguments >= least && arguments <= most;
    }

    boolean takesNull() {
        return this == IS || this == DEBUG;
    }

    Value apply(List<Value> arguments, Draws draws) {
        return body.apply(arguments, draws);
    }

    private static Value drawn(List<Value> arguments, Distribution distribution, SplittableRandom random) {
        long from = Arithmetic.whole(arguments.get(0));
        long to = Arithmetic.whole(arguments.get(1));
        if (from > to || to - from < 0 || to - from == Long.MAX_VALUE) {
            throw new DrawFailure("the range given to a random function is " + (from > to ? "empty" : "too large"));
        }
        return new Value.Whole(from + distribution.index(to - from + 1, random));
    }

    private static Distribution exponential(Value parameter) {
        double number = Arithmetic.real(parameter);
        refuseUnless(number > 0, "random_exponential must be greater than zero");
        return new Distribution.Exponential(number);
    }

    private static Distribution gaussian(Value parameter) {
        double number = Arithmetic.real(parameter);
        refuseUnless(number >= Distribution.Gaussian.LEAST, "random_gaussian must be at least 2");
        return new Distribution.Gaussian(number);
    }

    private static Distribution zipf(Value parameter) {
        double number = Arithmetic.real(parameter);
        boolean fits = number >= Distribution.Zipf.LEAST && number <= Distribution.Zipf.MOST;
        refuseUnless(fits, "random_zipfian must be from 1.001 to 1000");
        return new Distribution.Zipf(number);
    }

    private static void refuseUnless(boolean fits, String what) {
        if (!fits) {
            throw new DrawFailure("the parameter of " + what);
        }
    }

    private static List<Value> seeded(List<Value> arguments, int seedAt) {
        Value seed = arguments.size() > seedAt ? arguments.get(seedAt) : new Value.Whole(DEFAULT_SEED);
        return seedAt == 1 ? List.of(arguments.get(0), seed) : List.of(arguments.get(0), arguments.get(1), seed);
    }

    private static Value permuted(List<Value> v) {
        return new Value.Whole(
                Scrambling.permute(Arithmetic.whole(v.get(0)), Arithmetic.whole(v.get(1)), Arithmetic.whole(v.get(2))));
    }
}
