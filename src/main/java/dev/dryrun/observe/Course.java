package dev.dryrun.observe;

import dev.dryrun.observe.StepFacts.WalRange;
import dev.dryrun.postgres.Reply;
import dev.dryrun.postgres.Reply.TransactionStatus;
import dev.dryrun.postgres.ServerError;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** How a step went: what the server said of it and of its end, what was found in between, and when it all was. */
record Course(Reply reply, Reply end, Inside inside, Timing timing) {

    /** What was found while the statement was done and its transaction still open. */
    record Inside(Optional<LockReading> snapshot, CatalogChange change) {
        static final Inside NOTHING = new Inside(Optional.empty(), CatalogChange.NONE);
    }

    Optional<ServerError> error() {
        return reply.error().or(end::error);
    }

    /** What failed has changed no rows, whatever its tag said before the commit failed. */
    Optional<Long> rows() {
        return error().isEmpty() ? reply.rows() : Optional.empty();
    }

    boolean inBlock() {
        return error().isEmpty() && end.transaction().equals(Optional.of(TransactionStatus.IN_BLOCK));
    }

    boolean committed() {
        return error().isEmpty() && !reply.commandTag().equals("ROLLBACK");
    }

    List<ServerError> warnings() {
        return Stream.concat(reply.notices().stream(), end.notices().stream())
                .filter(notice -> notice.severity().equals("WARNING"))
                .distinct()
                .toList();
    }

    StepFacts facts(CatalogChange change, WalRange wal, Optional<Long> sizeDelta) {
        Optional<LockReading> snapshot = inside.snapshot();
        return new StepFacts(
                change.created(),
                change.dropped(),
                change.changedFiles(),
                wal,
                snapshot.map(LockReading::transactionIds).orElse(Set.of()),
                snapshot.isPresent(),
                sizeDelta,
                change.invalidated());
    }
}
