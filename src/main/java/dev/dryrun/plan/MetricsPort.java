package dev.dryrun.plan;

/** Where the metrics of a run can be read while it goes on: a port of this machine, and the address that it is opened on. */
public record MetricsPort(String address, int port) {

    /** Nobody outside of this machine reads there. */
    public static final String LOOPBACK = "127.0.0.1";

    private static final int LAST = 65_535;

    /** Port 0 is any that is free. */
    public MetricsPort {
        if (port < 0 || port > LAST) {
            throw new IllegalArgumentException("there is no port " + port);
        }
    }

    @Override
    public String toString() {
        return address + ":" + port;
    }
}
