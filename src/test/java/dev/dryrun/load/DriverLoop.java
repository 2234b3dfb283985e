package dev.dryrun.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/** The JDBC driver in the plainest closed loop there is: what it alone allows, without a schedule and without counts. */
final class DriverLoop {

    private final LongAdder answered = new LongAdder();
    private volatile boolean stopped;

    private DriverLoop() {}

    /** Queries a second over {@code seconds}, after {@code warmUp} seconds, with a thread and a connection each. */
    static double perSecond(LocalPostgres server, String sql, int connections, int... warmUpAndSeconds)
            throws SQLException, InterruptedException {
        DriverLoop loop = new DriverLoop();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Connection connection = server.connect();
            Thread thread = new Thread(() -> loop.query(connection, sql), "driver-" + i);
            threads.add(thread);
            thread.start();
        }
        Thread.sleep(warmUpAndSeconds[0] * 1000L);
        long before = loop.answered.sum();
        Thread.sleep(warmUpAndSeconds[1] * 1000L);
        long during = loop.answered.sum() - before;
        loop.stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
        return during / (double) warmUpAndSeconds[1];
    }

    private void query(Connection connection, String sql) {
        try (connection;
                PreparedStatement statement = connection.prepareStatement(sql)) {
            while (!stopped) {
                statement.setInt(1, ThreadLocalRandom.current().nextInt(LoadCost.ACCOUNTS) + 1);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        rows.getObject(1);
                    }
                }
                answered.increment();
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
