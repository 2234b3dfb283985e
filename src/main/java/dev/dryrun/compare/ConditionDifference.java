package dev.dryrun.compare;

import java.util.Optional;

/** Something under which the two runs took place and which was not the same; absent where a run does not have it. */
public record ConditionDifference(String name, Optional<String> before, Optional<String> after) {

    String text() {
        return name + ": " + before.orElse("none") + " → " + after.orElse("none");
    }
}
