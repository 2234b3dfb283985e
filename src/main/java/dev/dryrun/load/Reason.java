package dev.dryrun.load;

import dev.dryrun.postgres.MaskedError;
import java.sql.SQLException;

/** Why something could not be done, in the server's words and without the user's data. */
final class Reason {

    private Reason() {}

    /** The message proper: the lines after it (detail, hint, position) may show rows. */
    static String of(SQLException failed) {
        return MaskedError.message(failed);
    }
}
