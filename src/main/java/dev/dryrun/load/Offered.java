package dev.dryrun.load;

import java.util.Optional;

/** What was asked of the server: the profile's name, requests per second, and connections, over all classes. */
public record Offered(String profile, double ratePerSecond, int connections, Optional<Calibration> calibration) {}
