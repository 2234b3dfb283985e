package dev.dryrun.load;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import com.zaxxer.hikari.pool.HikariPool;
import dev.dryrun.time.Moment;
import dev.dryrun.time.RunClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The HikariCP pool that the requests of a class share, as those of an application do. All its connections are opened
 * at the start and none expires, because opening one later can block behind a lock that the migration holds on a catalog.
 */
final class LoadPool implements Connections, Connections.Source {

    static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(30);

    /** While every connection hangs, further requests queue at the pool, as those of an application do. */
    private static final int WORKERS_PER_CONNECTION = 4;

    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private final int connections;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HikariPool pool;
    private long openedAtStart;

    private LoadPool(LoadTarget target, Demand.OfClass demand) {
        connections = demand.pool().connections();
        HikariConfig config = config(target, demand);
        config.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters));
        config.validate();
        // And no HikariDataSource around it: only the pool itself lets each request say how long it still waits.
        pool = new HikariPool(config);
    }

    /** Opens every connection. */
    static LoadPool open(LoadTarget target, Demand.OfClass demand, RunClock clock) {
        int connections = demand.pool().connections();
        try {
            LoadPool opened = new LoadPool(target, demand);
            if (!opened.isFull(clock)) {
                opened.close();
                throw Connections.notOpened(
                        target, connections, new SQLException("not within " + CONNECTION_TIMEOUT.toSeconds() + " s"));
            }
            return opened;
        } catch (HikariPool.PoolInitializationException failed) {
            throw Connections.notOpened(target, connections, failed);
        }
    }

    private static HikariConfig config(LoadTarget target, Demand.OfClass demand) {
        int connections = demand.pool().connections();
        HikariConfig config = new HikariConfig();
        config.setPoolName("dryrun load " + demand.name());
        config.setJdbcUrl(target.jdbcUrl());
        config.setDataSourceProperties(target.properties(demand.session().statementTimeout()));
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(connections);
        config.setMaxLifetime(0);
        config.setIdleTimeout(0);
        config.setKeepaliveTime(0);
        config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        return config;
    }

    private boolean isFull(RunClock clock) {
        Moment deadline = clock.now().plus(CONNECTION_TIMEOUT);
        try {
            while (pool.getTotalConnections() < connections) {
                if (clock.now().isAfter(deadline)) {
                    return false;
                }
                clock.sleepUntil(clock.now().plus(LOOK_AGAIN));
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void warm(Warming warming) throws SQLException {
        List<Connection> all = new ArrayList<>();
        try {
            while (all.size() < connections) {
                all.add(pool.getConnection());
            }
            // HikariCP does not count the first one.
            openedAtStart = opened();
            for (Connection connection : all) {
                warming.on(connection);
            }
        } finally {
            for (Connection connection : all) {
                connection.close();
            }
        }
    }

    @Override
    public RequestConnection borrow(Duration atMost) throws SQLException {
        return RequestConnection.borrowed(pool.getConnection(Math.max(1, atMost.toMillis())));
    }

    @Override
    public void giveBack(RequestConnection connection) throws SQLException {
        connection.jdbc().close();
    }

    @Override
    public boolean isEmpty() {
        return pool.getIdleConnections() == 0;
    }

    @Override
    public Use use() {
        return new Use(pool.getActiveConnections(), pool.getIdleConnections(), pool.getThreadsAwaitingConnection());
    }

    @Override
    public int workers() {
        return connections * WORKERS_PER_CONNECTION;
    }

    @Override
    public Source source(int worker) {
        return this;
    }

    @Override
    public int size() {
        return connections;
    }

    @Override
    public long reopened() {
        return opened() - openedAtStart;
    }

    private long opened() {
        return meters.get("hikaricp.connections.creation").timer().count();
    }

    @Override
    public void close() {
        meters.close();
        try {
            pool.shutdown();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
