package dev.dryrun.load;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.dryrun.plan.NoVerdict;
import dev.dryrun.profile.LoadQuery;
import dev.dryrun.time.Moment;
import dev.dryrun.time.RunClock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The HikariCP pool that the requests share, as those of an application do. All its connections are opened at the
 * start and none expires, because opening one later can block behind a lock that the migration holds on a catalog.
 */
final class LoadPool implements AutoCloseable {

    static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(30);

    private static final String NAME = "dryrun load";
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);
    private static final Duration FOREVER = Duration.ofDays(365);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HikariDataSource pool;
    private long openedAtStart;

    private LoadPool(LoadTarget target, int connections) {
        // A timer's maximum otherwise fades after two minutes.
        meters.config().meterFilter(new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                DistributionStatisticConfig keep =
                        DistributionStatisticConfig.builder().expiry(FOREVER).build();
                return keep.merge(config);
            }
        });
        pool = new HikariDataSource(config(target, connections));
    }

    /** Opens every connection. */
    static LoadPool open(LoadTarget target, int connections, RunClock clock) {
        String doing = "opening the load's " + connections + " connections to " + target.jdbcUrl();
        try {
            LoadPool opened = new LoadPool(target, connections);
            if (!opened.isFull(clock)) {
                opened.close();
                throw new NoVerdict(doing + " took longer than " + CONNECTION_TIMEOUT.toSeconds() + " s", hint());
            }
            return opened;
        } catch (HikariPool.PoolInitializationException failed) {
            throw new NoVerdict(doing + ": " + failed.getMessage(), hint(), failed);
        }
    }

    private static String hint() {
        return "raise the server's limit (--postgres-setting max_connections=200) or lower --load-connections";
    }

    private HikariConfig config(LoadTarget target, int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(NAME);
        config.setJdbcUrl(target.jdbcUrl());
        config.setUsername(target.user());
        config.setPassword(target.password());
        config.addDataSourceProperty("ApplicationName", NAME);
        config.addDataSourceProperty("stringtype", "unspecified");
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(connections);
        config.setMaxLifetime(0);
        config.setIdleTimeout(0);
        config.setKeepaliveTime(0);
        config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        config.setMetricRegistry(meters);
        return config;
    }

    private boolean isFull(RunClock clock) {
        Moment deadline = clock.now().plus(CONNECTION_TIMEOUT);
        try {
            while (pool.getHikariPoolMXBean().getTotalConnections() < pool.getMaximumPoolSize()) {
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

    /** Runs every query once on every connection, so that none of them meets a table for the first time later. */
    void warm(List<LoadQuery> queries) throws SQLException {
        List<Connection> all = new ArrayList<>();
        try {
            while (all.size() < pool.getMaximumPoolSize()) {
                all.add(pool.getConnection());
            }
            openedAtStart = opened();
            for (Connection connection : all) {
                warm(connection, queries);
            }
        } finally {
            for (Connection connection : all) {
                connection.close();
            }
        }
    }

    private static void warm(Connection connection, List<LoadQuery> queries) throws SQLException {
        connection.setAutoCommit(false);
        for (int i = 0; i < queries.size(); i++) {
            Statements.runOnce(connection, queries.get(i), i);
            connection.rollback();
        }
        connection.setAutoCommit(true);
    }

    Connection borrow() throws SQLException {
        return pool.getConnection();
    }

    PoolUse use() {
        Timer acquire = meters.get("hikaricp.connections.acquire").timer();
        return new PoolUse(
                pool.getMaximumPoolSize(),
                new PoolWaits(
                        0,
                        Duration.ofNanos((long) acquire.max(TimeUnit.NANOSECONDS)),
                        (long) meters.get("hikaricp.connections.timeout")
                                .counter()
                                .count(),
                        Duration.ZERO),
                opened() - openedAtStart);
    }

    private long opened() {
        return meters.get("hikaricp.connections.creation").timer().count();
    }

    /** Closes every connection, those in use included. */
    @Override
    public void close() {
        pool.close();
        meters.close();
    }
}
