package dev.dryrun.load;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * What {@code --load-rate auto} found out in a short closed loop with the same queries and pools.
 *
 * @param sustained requests a second that succeeded in it
 * @param rate the rate chosen: half of that, rounded down to two digits
 */
public record Calibration(double sustained, double rate) {

    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.DOWN);

    public Calibration {
        if (!(sustained > 0) || !(rate > 0) || rate > sustained) {
            throw new IllegalArgumentException("sustains " + sustained + "/s, chosen " + rate + "/s");
        }
    }

    static Calibration of(double sustained) {
        BigDecimal half = BigDecimal.valueOf(sustained).multiply(HALF);
        return new Calibration(sustained, half.round(TWO_DIGITS).doubleValue());
    }
}
