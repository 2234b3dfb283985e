package dev.dryrun;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.LoadSource;
import dev.dryrun.plan.Migration;
import dev.dryrun.plan.Plan;
import dev.dryrun.profile.BudgetParts;
import dev.dryrun.profile.DraftMix;
import dev.dryrun.profile.Origin;
import dev.dryrun.profile.PgbenchReader;
import dev.dryrun.profile.ProfileDraft;
import dev.dryrun.profile.ProfileReader;
import dev.dryrun.profile.SessionClass;
import dev.dryrun.script.SourceText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the profiles and pgbench scripts that {@code --load} names. */
final class LoadFiles {

    private LoadFiles() {}

    /** What they say, one or several of them as one profile; refuses budgets and options that do not fit to it. */
    static ProfileDraft read(LoadSource.Files files, Plan plan) {
        Map<String, String> variables =
                plan.migration() instanceof Migration.Scripts scripts ? scripts.variables() : Map.of();
        List<ProfileDraft> drafts = new ArrayList<>();
        List<Integer> weights = new ArrayList<>();
        for (LoadSource.LoadFile file : files.files()) {
            drafts.add(read(file.path(), variables));
            weights.add(file.weight());
        }
        ProfileDraft draft = DraftMix.of(drafts, weights);
        BudgetParts.check(plan.budgets(), draft.profile());
        if (plan.load().pool().held()) {
            refusePoolTimeouts(draft);
        }
        return draft;
    }

    /** What the command line refuses together with its own --pool-timeout. */
    private static void refusePoolTimeouts(ProfileDraft draft) {
        for (SessionClass session : draft.profile().sessions()) {
            if (session.poolTimeout().isPresent()) {
                throw draft.origin(session)
                        .refuse(
                                "\"pool-timeout\" of " + session.name()
                                        + " does not go with --held-connections: there is no pool",
                                "leave one of them out");
            }
        }
    }

    private static ProfileDraft read(Path path, Map<String, String> variables) {
        if (!Files.isRegularFile(path)) {
            throw new BadInput(
                    "--load " + path + (Files.exists(path) ? " is no regular file" : " does not exist"),
                    "give auto, none, a profile in YAML or a script of pgbench");
        }
        SourceText source = SourceFiles.read(path, "the load " + path);
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".yml") || name.endsWith(".yaml")
                ? ProfileReader.read(source, (file, origin) -> beside(path, file, origin))
                : PgbenchReader.read(source, variables);
    }

    private static SourceText beside(Path profile, String file, Origin origin) {
        Path path = profile.resolveSibling(file).normalize();
        if (!Files.isRegularFile(path)) {
            throw origin.refuse("the script " + path + " does not exist", "paths are relative to the profile");
        }
        return SourceFiles.read(path, "the load " + path);
    }
}
