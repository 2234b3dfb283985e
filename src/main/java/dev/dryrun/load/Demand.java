package dev.dryrun.load;

import dev.dryrun.plan.LoadPlan;
import dev.dryrun.plan.LoadRate;
import dev.dryrun.plan.PoolPlan;
import dev.dryrun.profile.Arrivals;
import dev.dryrun.profile.LoadProfile;
import dev.dryrun.profile.LoadQuery;
import dev.dryrun.profile.SessionClass;
import java.util.ArrayList;
import java.util.List;

/**
 * What a profile and the command line ask for, class by class. A rate on the command line is that of all requests
 * together: the profile's own rates keep their proportions.
 */
record Demand(List<OfClass> classes) {

    /** What one class of sessions asks for; {@code name} is that of its {@link SessionClass}. */
    record OfClass(SessionClass session, PoolPlan pool, List<OfStream> streams) {

        OfClass {
            streams = List.copyOf(streams);
        }

        String name() {
            return session.name();
        }

        double ratePerSecond() {
            return streams.stream().mapToDouble(OfStream::ratePerSecond).sum();
        }

        List<LoadQuery> queries() {
            return streams.stream().flatMap(stream -> stream.queries().stream()).toList();
        }
    }

    /** Queries that share a rate by their weights, or one that has a rate of its own. */
    record OfStream(double ratePerSecond, Arrivals arrivals, List<LoadQuery> queries) {

        OfStream {
            queries = List.copyOf(queries);
        }
    }

    Demand {
        classes = List.copyOf(classes);
        if (classes.isEmpty()) {
            throw new IllegalArgumentException("a load needs at least one query");
        }
    }

    /** Classes without queries are left out. */
    static Demand of(LoadPlan plan, LoadProfile profile) {
        profile.queries().forEach(query -> checkClass(query, profile));
        double shared = profile.sessions().stream()
                .filter(session -> session.ratePerSecond().isEmpty())
                .mapToDouble(session -> weight(mixed(session, profile)))
                .sum();
        double stated = profile.ratePerSecond().orElse(LoadPlan.DEFAULT_RATE);
        List<OfClass> classes = new ArrayList<>();
        for (SessionClass session : profile.sessions()) {
            List<LoadQuery> mixed = mixed(session, profile);
            double rate = session.ratePerSecond().orElse(stated * weight(mixed) / shared);
            List<OfStream> streams = streams(session, mixed, rate, profile);
            if (!streams.isEmpty()) {
                classes.add(new OfClass(session, pool(session, plan.pool()), streams));
            }
        }
        Demand demand = new Demand(classes);
        return plan.rate() instanceof LoadRate.PerSecond given ? demand.scaledTo(given.requests()) : demand;
    }

    /** The connections that the classes of a profile open together. */
    static int connections(PoolPlan plan, List<SessionClass> sessions) {
        return sessions.stream()
                .mapToInt(session -> pool(session, plan).connections())
                .sum();
    }

    double ratePerSecond() {
        return classes.stream().mapToDouble(OfClass::ratePerSecond).sum();
    }

    int connections() {
        return classes.stream().mapToInt(each -> each.pool().connections()).sum();
    }

    /** The same proportions at another rate of all requests together. */
    Demand scaledTo(double total) {
        double factor = total / ratePerSecond();
        return new Demand(classes.stream()
                .map(each -> new OfClass(
                        each.session(),
                        each.pool(),
                        each.streams().stream()
                                .map(stream -> new OfStream(
                                        stream.ratePerSecond() * factor, stream.arrivals(), stream.queries()))
                                .toList()))
                .toList());
    }

    private static List<OfStream> streams(
            SessionClass session, List<LoadQuery> mixed, double rate, LoadProfile profile) {
        Arrivals arrivals = session.arrivals().orElse(Arrivals.CONSTANT);
        List<OfStream> streams = new ArrayList<>();
        if (!mixed.isEmpty()) {
            streams.add(new OfStream(rate, arrivals, mixed));
        }
        profile.queries().stream()
                .filter(query -> query.session().equals(session.name()))
                .forEach(query -> query.ratePerSecond()
                        .ifPresent(own -> streams.add(new OfStream(own, arrivals, List.of(query)))));
        return streams;
    }

    private static List<LoadQuery> mixed(SessionClass session, LoadProfile profile) {
        return profile.queries().stream()
                .filter(query -> query.session().equals(session.name())
                        && query.ratePerSecond().isEmpty())
                .toList();
    }

    private static double weight(List<LoadQuery> queries) {
        return queries.stream().mapToDouble(LoadQuery::weight).sum();
    }

    private static PoolPlan pool(SessionClass session, PoolPlan plan) {
        return new PoolPlan(
                session.connections().orElse(plan.connections()),
                session.poolTimeout().orElse(plan.timeout()),
                plan.held());
    }

    private static void checkClass(LoadQuery query, LoadProfile profile) {
        if (profile.sessions().stream().noneMatch(session -> session.name().equals(query.session()))) {
            throw new IllegalArgumentException("no class of sessions " + query.session() + " for " + query.name());
        }
    }
}
