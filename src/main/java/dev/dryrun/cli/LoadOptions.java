package dev.dryrun.cli;

import dev.dryrun.plan.LoadPlan;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that shape the synthetic load. */
final class LoadOptions {

    @Option(
            names = "--load",
            paramLabel = "PROFILE",
            description = "auto: reads and writes derived from the schema; none: no load. Default: auto")
    private String load = "auto";

    @Option(names = "--load-rate", paramLabel = "RATE", description = "requests, such as 200/s. Default: 100/s")
    private String rate = "100/s";

    @Option(names = "--load-connections", paramLabel = "N", description = "size of the connection pool. Default: 16")
    private String connections = "16";

    @Option(names = "--warm-up", paramLabel = "TIME", description = "load before the first step. Default: 5s")
    private String warmUp = "5s";

    @Option(names = "--cool-down", paramLabel = "TIME", description = "load after the last step. Default: 5s")
    private String coolDown = "5s";

    LoadPlan plan() {
        return new LoadPlan(
                profile(),
                new OptionText("--load-rate", rate).ratePerSecond(),
                new OptionText("--load-connections", connections).wholeNumber(1),
                new OptionText("--warm-up", warmUp).duration(),
                new OptionText("--cool-down", coolDown).duration());
    }

    private LoadPlan.Profile profile() {
        OptionText text = new OptionText("--load", load);
        if (!Set.of("auto", "none").contains(load)) {
            throw text.refused("is a load profile of your own, which is not available yet", "use auto or none");
        }
        return text.oneOf(LoadPlan.Profile.class);
    }
}
