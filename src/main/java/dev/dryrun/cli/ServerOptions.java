package dev.dryrun.cli;

import dev.dryrun.plan.ServerPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options that say which throwaway Postgres to run on. */
final class ServerOptions {

    private static final Pattern SETTING = Pattern.compile("(?<name>[A-Za-z_][A-Za-z0-9_.]*)=(?<value>.*)");

    /** Docker's own grammar of image names, in short: a host, a path in lower case, a tag, a digest. */
    private static final Pattern IMAGE = Pattern.compile("(?:[A-Za-z0-9.-]+(?::\\d+)?/)?[a-z0-9]+(?:[._/-]+[a-z0-9]+)*"
            + "(?::\\w[\\w.-]{0,127})?(?:@[a-z0-9]+:[0-9a-f]{32,})?");

    @Option(
            names = "--server",
            paramLabel = "KIND",
            description = "container, local (Postgres programs of this machine), or auto: the first of"
                    + " them that works. Default: auto")
    private String server = "auto";

    @Option(
            names = "--postgres-version",
            paramLabel = "N",
            description = "Postgres major to run on. Default: that of the server the dump came from")
    private Optional<String> version = Optional.empty();

    @Option(
            names = "--postgres-image",
            paramLabel = "NAME",
            description = "image of the container. Default: postgres:<major>")
    private Optional<String> image = Optional.empty();

    @Option(
            names = "--postgres-setting",
            paramLabel = "NAME=VALUE",
            description = "server setting for what is measured, as in postgresql.conf; repeatable")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--restore-jobs",
            paramLabel = "N",
            description = "parallel jobs of pg_restore. Default: the number of CPUs")
    private Optional<String> restoreJobs = Optional.empty();

    @Option(names = "--keep", description = "leave the server running, and say how to connect and how to remove it")
    private boolean keep;

    ServerPlan plan() {
        ServerPlan.Choice choice = new OptionText("--server", server).oneOf(ServerPlan.Choice.class);
        if (choice == ServerPlan.Choice.LOCAL && image.isPresent()) {
            throw new OptionText("--postgres-image", image.get())
                    .refused("has no meaning with --server local", "use --server container, or leave the image out");
        }
        image.filter(name -> !IMAGE.matcher(name).matches()).ifPresent(name -> {
            throw new OptionText("--postgres-image", name)
                    .refused("is not the name of an image", "write it as postgres:16");
        });
        return new ServerPlan(
                choice,
                version.map(text -> new OptionText("--postgres-version", text).wholeNumber(10)),
                image,
                settings(),
                restoreJobs
                        .map(text -> new OptionText("--restore-jobs", text).wholeNumber(1))
                        .orElse(Runtime.getRuntime().availableProcessors()),
                keep);
    }

    private Map<String, String> settings() {
        Map<String, String> byName = new LinkedHashMap<>();
        for (String setting : settings) {
            Matcher match = SETTING.matcher(setting);
            if (!match.matches()) {
                throw new OptionText("--postgres-setting", setting)
                        .refused("is not a setting", "write it as work_mem=64MB");
            }
            byName.put(match.group("name"), match.group("value").strip());
        }
        return byName;
    }
}
