package dev.dryrun.load;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Every worker keeps a connection of its own: there is no pool, and what is measured is the server's raw limit. */
final class HeldConnections implements Connections {

    private static final String LOGIN_SECONDS = "30";

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

        /** With a deadline for the whole of it, which also lets an interruption end it: a lock on a catalog can hold it up. */
        private RequestConnection connect() throws SQLException {
            Properties properties = target.properties(demand.session().statementTimeout());
            properties.setProperty("loginTimeout", LOGIN_SECONDS);
            return RequestConnection.held(DriverManager.getConnection(target.jdbcUrl(), properties));
        }

        @Override
        public RequestConnection borrow(Duration atMost) throws SQLException {
            if (!closed && connection.jdbc().isClosed()) {
                opened(connect());
            }
            return connection;
        }

        /** The close may have come while the server made us wait. */
        private synchronized void opened(RequestConnection made) throws SQLException {
            if (closed) {
                made.jdbc().close();
            }
            connection = made;
            reopened++;
        }

        @Override
        public void giveBack(RequestConnection borrowed) {
            // It stays with its worker.
        }

        @Override
        public boolean isEmpty() {
            return false;
        }

        synchronized void close() {
            closed = true;
            try {
                connection.jdbc().close();
            } catch (SQLException ignored) {
                // It is gone already.
            }
        }
    }

    /** Each belongs to its worker, whether that has something to do or not. */
    @Override
    public Use use() {
        return new Use(all.size(), 0, 0);
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
    public void warm(Warming warming) throws SQLException {
        for (Held held : all) {
            warming.on(held.connection.jdbc());
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
