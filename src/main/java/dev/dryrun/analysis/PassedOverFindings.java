package dev.dryrun.analysis;

import dev.dryrun.analysis.Finding.Severity;
import dev.dryrun.observe.Observations;
import dev.dryrun.observe.PassedOver;
import java.util.List;
import java.util.Optional;

/** What the script asked of psql and the run left out, because it changes nothing for the database. */
final class PassedOverFindings {

    private PassedOverFindings() {}

    static void add(Observations seen, List<Finding> findings) {
        int steps = seen.ran().size() + seen.skipped().size();
        for (PassedOver passed : seen.notes()) {
            findings.add(new Finding(
                    "psql-command-ignored",
                    Severity.INFO,
                    Optional.of(passed.beforeStep()).filter(step -> step <= steps),
                    Optional.empty(),
                    passed.note().file() + ":" + passed.note().line() + ": "
                            + passed.note().text(),
                    "nothing, unless the migration depends on it"));
        }
    }
}
