package dev.dryrun.load;

import dev.dryrun.plan.NoVerdict;
import dev.dryrun.time.RunClock;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The connections of all classes of sessions, opened and warmed. */
final class OpenClasses implements AutoCloseable {

    private final List<Connections> connections = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private OpenClasses() {}

    /**
     * Opens every connection and runs every query once on each, in transactions that are rolled back: what is opened
     * or planned later can block behind a lock on a catalog.
     *
     * @throws NoVerdict if the connections cannot be opened
     */
    static OpenClasses open(Demand demand, LoadTarget target, RunClock clock) {
        OpenClasses open = new OpenClasses();
        try {
            for (Demand.OfClass each : demand.classes()) {
                Connections connections = Connections.open(target, each, clock);
                open.connections.add(connections);
                Warming warming = new Warming(each.queries());
                connections.warm(warming);
                open.notes.addAll(warming.notes());
            }
            return open;
        } catch (SQLException failed) {
            open.close();
            throw new NoVerdict(
                    "trying the load's queries before the migration: " + Reason.of(failed),
                    "the server's log says more; --load none runs the migration without load",
                    failed);
        } catch (RuntimeException failed) {
            open.close();
            throw failed;
        }
    }

    /** By class, in the order of the demand. */
    List<Connections> connections() {
        return connections;
    }

    /** What has failed at the first try, in words for the user. */
    List<String> notes() {
        return notes;
    }

    /** By class: connections that had to be opened again. */
    List<Long> reopened() {
        return connections.stream().map(Connections::reopened).toList();
    }

    @Override
    public void close() {
        connections.forEach(Connections::close);
    }
}
