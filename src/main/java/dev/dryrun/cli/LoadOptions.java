package dev.dryrun.cli;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.LoadPlan;
import dev.dryrun.plan.LoadRate;
import dev.dryrun.plan.LoadSource;
import dev.dryrun.plan.PoolPlan;
import dev.dryrun.plan.RetiredName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that shape the synthetic load. */
final class LoadOptions {

    @Option(
            names = "--load",
            paramLabel = "PROFILE",
            description =
                    "auto: reads and writes derived from the schema; none; a profile (x.yml); or a script of pgbench"
                            + " (x.sql, x.sql@3 with a weight), repeatable. Default: auto")
    private List<String> load = List.of();

    @Option(
            names = "--load-from-statements",
            paramLabel = "FILE",
            description = "take the load from an export of pg_stat_statements (CSV or JSON)")
    private Optional<String> statements = Optional.empty();

    @Option(
            names = "--load-rate",
            paramLabel = "RATE",
            description =
                    "requests of the load together, such as 200/s; auto: half of what the restored database sustains."
                            + " Default: what the profile states, or 100/s")
    private Optional<String> rate = Optional.empty();

    @Option(names = "--load-connections", paramLabel = "N", description = "size of the connection pool. Default: 16")
    private Optional<String> connections = Optional.empty();

    @Option(
            names = "--pool-timeout",
            paramLabel = "TIME",
            description = "how long a request waits for a connection of the pool. Default: 30s")
    private Optional<String> poolTimeout = Optional.empty();

    @Option(
            names = "--held-connections",
            description = "every worker of the load keeps a connection of its own: no pool, the raw limit")
    private boolean held;

    @Option(
            names = "--retired",
            paramLabel = "RELATION[.COLUMN]",
            description = "what the deployed application uses no more (public.orders.total), left out of the load;"
                    + " repeatable")
    private List<String> retired = List.of();

    @Option(names = "--warm-up", paramLabel = "TIME", description = "load before the first step. Default: 5s")
    private String warmUp = "5s";

    @Option(names = "--cool-down", paramLabel = "TIME", description = "load after the last step. Default: 5s")
    private String coolDown = "5s";

    LoadPlan plan() {
        retired.forEach(RetiredName::parse);
        LoadSource source = source();
        refuseIgnored(source);
        return new LoadPlan(
                source,
                rate.map(LoadOptions::rate).orElse(LoadRate.UNSTATED),
                new PoolPlan(
                        new OptionText("--load-connections", connections.orElse("16")).wholeNumber(1),
                        new OptionText("--pool-timeout", poolTimeout.orElse("30s")).millisecondOrMore(),
                        held),
                new OptionText("--warm-up", warmUp).duration(),
                new OptionText("--cool-down", coolDown).duration(),
                Set.copyOf(retired));
    }

    private void refuseIgnored(LoadSource source) {
        if (source.equals(LoadSource.NONE)) {
            refuse(rate.isPresent(), "--load-rate", "--load none");
            refuse(connections.isPresent(), "--load-connections", "--load none");
            refuse(poolTimeout.isPresent(), "--pool-timeout", "--load none");
            refuse(held, "--held-connections", "--load none");
            refuse(!retired.isEmpty(), "--retired", "--load none");
        }
        refuse(held && poolTimeout.isPresent(), "--pool-timeout", "--held-connections");
    }

    private static void refuse(boolean given, String option, String besides) {
        if (given) {
            throw new BadInput(option + " does not go with " + besides, "leave one of them out");
        }
    }

    private static LoadRate rate(String text) {
        return text.equals("auto")
                ? LoadRate.CALIBRATED
                : new LoadRate.PerSecond(new OptionText("--load-rate", text).ratePerSecond());
    }

    private LoadSource source() {
        if (statements.isPresent()) {
            if (!load.isEmpty()) {
                throw new OptionText("--load", load.get(0))
                        .refused("does not go with --load-from-statements", "leave one of them out");
            }
            return new LoadSource.Statements(new OptionText("--load-from-statements", statements.get()).path());
        }
        boolean word = load.stream().anyMatch(each -> each.equals("auto") || each.equals("none"));
        if (word && load.size() > 1) {
            throw new OptionText("--load", String.join(" ", load))
                    .refused("are several loads", "use auto, none, or files");
        }
        if (load.isEmpty() || load.get(0).equals("auto")) {
            return LoadSource.AUTO;
        }
        return load.get(0).equals("none") ? LoadSource.NONE : new LoadSource.Files(files());
    }

    private List<LoadSource.LoadFile> files() {
        List<LoadSource.LoadFile> files = new ArrayList<>();
        for (String text : load) {
            int at = text.lastIndexOf('@');
            boolean weighted = at > 0 && text.substring(at + 1).matches("-?\\d+");
            int weight = weighted ? new OptionText("--load", text.substring(at + 1)).wholeNumber(1) : 1;
            String path = weighted ? text.substring(0, at) : text;
            files.add(new LoadSource.LoadFile(new OptionText("--load", path).path(), weight));
        }
        return files;
    }
}
