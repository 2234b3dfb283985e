package dev.dryrun.postgres;

import dev.dryrun.plan.NoVerdict;
import dev.dryrun.time.Moment;
import dev.dryrun.time.RunClock;
import java.time.Duration;

/** Says for how long it is worth waiting for the server in a container. */
final class ReadyDeadline {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofSeconds(10);

    private final PostgresContainer container;
    private final RunClock clock = RunClock.system();
    private Moment nextLook = Moment.ORIGIN.plus(BETWEEN_LOOKS);

    ReadyDeadline(PostgresContainer container) {
        this.container = container;
    }

    boolean goOn() {
        Moment now = clock.now();
        if (now.isAfter(Moment.ORIGIN.plus(LIMIT))) {
            return false;
        }
        if (now.isBefore(nextLook)) {
            return true;
        }
        nextLook = now.plus(BETWEEN_LOOKS);
        return isAlive();
    }

    private boolean isAlive() {
        try {
            return container.programs().script(LOOK, ContainerScript.ALIVE).succeeded();
        } catch (NoVerdict e) {
            return false;
        }
    }
}
