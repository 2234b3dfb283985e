package dev.dryrun.observe;

import dev.dryrun.load.Failure;
import dev.dryrun.load.LoadResult;
import dev.dryrun.plan.NoVerdict;
import dev.dryrun.postgres.PostgresServer;
import dev.dryrun.postgres.ServerError;
import dev.dryrun.postgres.ServerFailure;
import dev.dryrun.time.Stopper;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Why a run did not come to its end: it was stopped, something was lost, or the machine could not do what was asked. */
final class EarlyEnd {

    static final String INTERRUPTED = "interrupted";

    /** disk_full and io_error: what fails for them says nothing about the migration. */
    private static final Set<String> OF_THE_MACHINE = Set.of("53100", "58030");

    private final Migrator migrator;
    private final Sampler sampler;
    private final PostgresServer server;
    private final Stopper stopper;

    EarlyEnd(Migrator migrator, Sampler sampler, PostgresServer server, Stopper stopper) {
        this.migrator = migrator;
        this.sampler = sampler;
        this.server = server;
        this.stopper = stopper;
    }

    /** Nothing is stopped any more. What has run is still worth a report; without a step there is nothing to tell. */
    Optional<String> why(Optional<LoadResult> load) {
        stopper.end();
        // Whatever waits from here on must not end at once.
        boolean interrupted = Thread.interrupted();
        Optional<String> why = stopper.why()
                .or(() -> interrupted ? Optional.of(INTERRUPTED) : Optional.empty())
                .or(migrator::incomplete)
                .or(() -> sampler.failure().map(e -> "sampling failed: " + e.getMessage()))
                .or(() -> stepFailure().or(() -> load.flatMap(EarlyEnd::requestFailure)))
                .map(this::explained);
        if (why.isPresent() && migrator.ran().isEmpty()) {
            throw new NoVerdict(
                    "the run was stopped before a step had ended: " + why.get(), ServerFailure.tail(log(server)));
        }
        return why;
    }

    /** The same reason with what the server's log says of it. */
    String explained(String why) {
        if (why.equals(INTERRUPTED)) {
            return why;
        }
        return ServerFailure.in(log(server))
                .filter(cause -> !why.contains(cause))
                .map(cause -> why + "; the server's log says: " + cause)
                .orElse(why);
    }

    static String log(PostgresServer server) {
        try {
            return server.log();
        } catch (NoVerdict gone) {
            return "";
        }
    }

    private Optional<String> stepFailure() {
        return migrator.ran().stream()
                .flatMap(step -> step.error().stream()
                        .filter(error -> isOfTheMachine(error.sqlState()))
                        .map(error -> "step " + step.number() + " failed for want of the machine, not of itself: "
                                + words(error)))
                .findFirst();
    }

    private static String words(ServerError error) {
        return error.sqlState() + " " + error.message();
    }

    private static Optional<String> requestFailure(LoadResult load) {
        Stream<Failure> failures = load.phases().stream().flatMap(phase -> phase.failures().stream());
        return failures.filter(failure -> isOfTheMachine(failure.sqlState()))
                .findFirst()
                .map(failure -> "requests of the load failed for want of the machine: " + failure.sqlState() + " "
                        + failure.message());
    }

    private static boolean isOfTheMachine(String sqlState) {
        return OF_THE_MACHINE.contains(sqlState);
    }
}
