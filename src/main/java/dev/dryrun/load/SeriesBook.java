package dev.dryrun.load;

import dev.dryrun.time.Moment;
import dev.dryrun.time.Phases;
import dev.dryrun.time.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Keeps the load over time. Its size is bounded: when the intervals become too many, each two become one. */
final class SeriesBook {

    static final int MOST = 36_000;

    private static final long NANOS_PER_MICRO = 1000;
    private static final long NANOS = Duration.ofMillis(100).toNanos();

    /** One interval so far. */
    private static final class Cell {

        private final Sketch response = new Sketch();
        private long requests;
        private long errors;
        private long completed;
        private long waitedNanos;

        void add(Cell other) {
            response.add(other.response);
            requests += other.requests;
            errors += other.errors;
            completed += other.completed;
            waitedNanos += other.waitedNanos;
        }

        TimeSeries.Bucket bucket(long interval) {
            return new TimeSeries.Bucket(
                    requests, errors, response.latency(), completed, (double) waitedNanos / interval);
        }
    }

    private final Moment start;
    private final List<Cell> cells = new ArrayList<>();
    private long interval = NANOS;

    SeriesBook(Moment start) {
        this.start = start;
    }

    /** A request that was due then and had this response time; failed, or without an answer, if not succeeded. */
    void due(Moment due, Duration response, boolean succeeded) {
        Cell cell = at(due);
        cell.requests++;
        cell.errors += succeeded ? 0 : 1;
        cell.response.add(Math.max(0, response.toNanos() / NANOS_PER_MICRO));
    }

    /** A request succeeded at that moment. */
    void completed(Moment done) {
        at(done).completed++;
    }

    /** A request waited for a connection all that time. */
    void waited(Span wait) {
        at(wait.to());
        for (Moment from = wait.from(); from.isBefore(wait.to()); ) {
            Moment to = Moment.earlier(wait.to(), end(from));
            at(from).waitedNanos += to.since(from).toNanos();
            from = to;
        }
    }

    TimeSeries series(List<Phases.Phase> phases) {
        return new TimeSeries(
                start,
                Duration.ofNanos(interval),
                cells.stream().map(cell -> cell.bucket(interval)).toList(),
                phases);
    }

    private Cell at(Moment moment) {
        while (index(moment) >= MOST) {
            fold();
        }
        while (cells.size() <= index(moment)) {
            cells.add(new Cell());
        }
        return cells.get(index(moment));
    }

    /** The end of the interval that a moment lies in. */
    private Moment end(Moment moment) {
        return start.plus(Duration.ofNanos((index(moment) + 1L) * interval));
    }

    private int index(Moment moment) {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, Math.floorDiv(moment.nanos() - start.nanos(), interval)));
    }

    private void fold() {
        for (int i = 0; i < cells.size(); i++) {
            if (i % 2 == 1) {
                cells.get(i / 2).add(cells.get(i));
            } else {
                cells.set(i / 2, cells.get(i));
            }
        }
        cells.subList((cells.size() + 1) / 2, cells.size()).clear();
        interval *= 2;
    }
}
