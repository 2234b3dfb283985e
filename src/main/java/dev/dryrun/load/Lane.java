package dev.dryrun.load;

import dev.dryrun.profile.LoadQuery;
import dev.dryrun.time.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The requests of one class of sessions in the order in which they are due. Not thread-safe. */
final class Lane {

    private static final Duration LATE = Duration.ofMillis(10);
    private static final long SEED = 0x0A_4417_A15L;
    private static final double NANOS_PER_SECOND = 1e9;

    /** Requests at one rate. Numbers are unique over all streams, and the same in every run. */
    private static final class Flow {

        private final Schedule schedule;
        private final QueryMix mix;
        private final int stride;
        private long number;

        Flow(Schedule schedule, QueryMix mix, long number, int stride) {
            this.schedule = schedule;
            this.mix = mix;
            this.number = number;
            this.stride = stride;
        }

        Request take(Moment begun) {
            Moment due = schedule.due();
            LoadQuery query = mix.query(number);
            Request request = new Request(number, due, begun.since(due).compareTo(LATE) > 0, query);
            schedule.advance();
            number += stride;
            return request;
        }
    }

    private final Demand.OfClass demand;
    private final List<Flow> flows;

    private Lane(Demand.OfClass demand, List<Flow> flows) {
        this.demand = demand;
        this.flows = flows;
    }

    /**
     * The lanes of all classes. Streams of constant arrivals begin one after the other within their first distance (a
     * second at most), so that they do not all come at once.
     *
     * @param firstNumber of the requests
     */
    static List<Lane> all(Demand demand, Moment firstDue, long firstNumber) {
        int streams = demand.classes().stream()
                .mapToInt(each -> each.streams().size())
                .sum();
        List<Lane> lanes = new ArrayList<>();
        int index = 0;
        for (Demand.OfClass each : demand.classes()) {
            List<Flow> flows = new ArrayList<>();
            for (Demand.OfStream stream : each.streams()) {
                double shift = NANOS_PER_SECOND / Math.max(1, stream.ratePerSecond()) * index / streams;
                Moment origin = firstDue.plus(Duration.ofNanos(Math.round(shift)));
                Schedule schedule = new Schedule(origin, stream.ratePerSecond(), stream.arrivals(), SEED + index);
                flows.add(new Flow(schedule, new QueryMix(stream.queries()), firstNumber + index, streams));
                index++;
            }
            lanes.add(new Lane(each, flows));
        }
        return lanes;
    }

    Demand.OfClass demand() {
        return demand;
    }

    /** When its next request is due. */
    Moment due() {
        return next().schedule.due();
    }

    /** The next request, for a worker that is free at {@code begun}. */
    Request take(Moment begun) {
        return next().take(begun);
    }

    /** When a request that has got no connection gives up; never where workers hold theirs. */
    Optional<Moment> givesUp(Request request) {
        return demand.pool().held()
                ? Optional.empty()
                : Optional.of(request.due().plus(demand.pool().timeout()));
    }

    /** No request of it has this number, or a greater one. */
    long numbersBelow() {
        return flows.stream().mapToLong(flow -> flow.number).max().orElse(0);
    }

    private Flow next() {
        return flows.size() == 1
                ? flows.get(0)
                : flows.stream()
                        .min(Comparator.comparing(flow -> flow.schedule.due()))
                        .orElseThrow();
    }
}
