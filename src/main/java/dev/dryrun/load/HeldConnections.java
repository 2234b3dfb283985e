package dev.dryrun.load;

import dev.dryrun.profile.LoadQuery;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Every worker keeps a connection of its own: there is no pool, and what is measured is the server's raw limit. */
final class HeldConnections implements Connections {

    private final List<Held> all = new ArrayList<>();

    private HeldConnections() {}

    static HeldConnections open(LoadTarget target, Demand.OfClass demand) {
        HeldConnections connections = new HeldConnections();
        try {
            for (int i = 0; i < demand.pool().connections(); i++) {
                connections.all.add(new Held(target, demand));
            }
            return connections;
        } catch (SQLException failed) {
            connections.close();
            throw Connections.notOpened(target, demand.pool().connections(), failed);
        }
    }

    /** A worker's own connection. It is opened again when an error has closed it, as an application would. */
    private static final class Held implements Source {

        private final LoadTarget target;
        private final Demand.OfClass demand;
        private volatile RequestConnection connection;
        private volatile long reopened;
        private volatile boolean closed;

        Held(LoadTarget target, Demand.OfClass demand) throws SQLException {
            this.target = target;
            this.demand = demand;
            this.connection = connect();
        }

        private RequestConnection connect() throws SQLException {
            return RequestConnection.held(DriverManager.getConnection(
                    target.jdbcUrl(), target.properties(demand.session().statementTimeout())));
        }

        @Override
        public RequestConnection borrow(Duration atMost) throws SQLException {
            if (!closed && connection.jdbc().isClosed()) {
                connection = connect();
                reopened++;
            }
            return connection;
        }

        @Override
        public void giveBack(RequestConnection borrowed) {
            // It stays with its worker.
        }

        @Override
        public boolean isEmpty() {
            return false;
        }

        void close() {
            closed = true;
            try {
                connection.jdbc().close();
            } catch (SQLException ignored) {
                // It is gone already.
            }
        }
    }

    @Override
    public int workers() {
        return all.size();
    }

    @Override
    public Source source(int worker) {
        return all.get(worker);
    }

    @Override
    public int size() {
        return all.size();
    }

    @Override
    public void warm(List<LoadQuery> queries) throws SQLException {
        List<LoadQuery> left = queries;
        for (Held held : all) {
            left = Connections.warm(held.connection.jdbc(), left);
        }
    }

    @Override
    public long reopened() {
        return all.stream().mapToLong(held -> held.reopened).sum();
    }

    @Override
    public void close() {
        all.forEach(Held::close);
    }
}
