package dev.dryrun.load;

/**
 * What {@code --load-rate auto} found out in a short closed loop with the same queries and pools.
 *
 * @param sustained requests a second that succeeded in it
 * @param rate the rate chosen: half of that, rounded down to two digits
 */
public record Calibration(double sustained, double rate) {

    public Calibration {
        if (!(sustained > 0) || !(rate > 0) || rate > sustained) {
            throw new IllegalArgumentException("sustains " + sustained + "/s, chosen " + rate + "/s");
        }
    }
}
