package dev.dryrun.postgres;

import java.io.IOException;

/** The migration's session cannot be asked what a step did, for instance because its role may not read the catalog. */
public final class UnansweredQuestion extends IOException {

    private static final long serialVersionUID = 1L;

    UnansweredQuestion(ServerError error) {
        super("dryrun could not ask the migration's session what the step did: " + error.message());
    }
}
