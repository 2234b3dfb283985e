package dev.dryrun.time;

/** A moment that was only sampled: it lies between {@code earliest} and {@code latest}, both included. */
public record Between(Moment earliest, Moment latest) {

    public Between {
        if (latest.isBefore(earliest)) {
            throw new IllegalArgumentException("latest " + latest + " lies before earliest " + earliest);
        }
    }

    /** A moment known exactly. */
    public static Between exactly(Moment moment) {
        return new Between(moment, moment);
    }

    /** The same moment with the knowledge that it was not before {@code bound}. */
    public Between notBefore(Moment bound) {
        Moment from = Moment.later(earliest, bound);
        return new Between(from, Moment.later(latest, from));
    }

    /** The same moment with the knowledge that it was not after {@code bound}. */
    public Between notAfter(Moment bound) {
        Moment to = Moment.earlier(latest, bound);
        return new Between(Moment.earlier(earliest, to), to);
    }
}
