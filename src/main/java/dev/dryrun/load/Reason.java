package dev.dryrun.load;

import java.sql.SQLException;
import java.util.Optional;

/** Why something could not be done, in the server's words and without the user's data. */
final class Reason {

    private Reason() {}

    /** The message proper: the lines after it (detail, hint, position) may show rows. */
    static String of(SQLException failed) {
        String message = String.valueOf(failed.getMessage());
        String first = message.lines().findFirst().orElse("").replaceFirst("^ERROR: ", "");
        return RequestSender.withoutData(
                Optional.ofNullable(failed.getSQLState()).orElse(""), first);
    }
}
