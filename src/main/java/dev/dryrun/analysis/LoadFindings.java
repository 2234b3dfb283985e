package dev.dryrun.analysis;

import dev.dryrun.analysis.Finding.Severity;
import dev.dryrun.load.ClassLoad;
import dev.dryrun.load.LoadResult;
import dev.dryrun.observe.Observations;
import dev.dryrun.observe.RanStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What to know about the load itself before its figures are believed. */
final class LoadFindings {

    /** Kinds of statements that say who may do what. */
    private static final Pattern OF_PRIVILEGES = Pattern.compile(
            "(?:GRANT|REVOKE|ALTER DEFAULT PRIVILEGES|(?:CREATE|ALTER|DROP) POLICY|(?:REASSIGN|DROP) OWNED"
                    + "|(?:ALTER|DROP) ROLE)\\b.*");

    private static final Pattern SAID_IN_ALTER =
            Pattern.compile("(?is)\\bROW\\s+LEVEL\\s+SECURITY\\b|\\bOWNER\\s+TO\\b");

    private LoadFindings() {}

    static List<Finding> of(Observations seen) {
        List<Finding> findings = new ArrayList<>();
        seen.load().filter(LoadResult::saturated).ifPresent(load -> findings.add(saturated(load)));
        seen.manner().noLoad().ifPresent(why -> findings.add(empty(why)));
        if (seen.load().isPresent()) {
            seen.ran().stream()
                    .filter(LoadFindings::isOfPrivileges)
                    .findFirst()
                    .ifPresent(ran -> findings.add(privileges(ran)));
        }
        return findings;
    }

    private static boolean isOfPrivileges(RanStep ran) {
        String kind = ran.step().kind();
        return ran.error().isEmpty()
                && (OF_PRIVILEGES.matcher(kind).matches()
                        || kind.startsWith("ALTER ")
                                && SAID_IN_ALTER.matcher(ran.step().sql()).find());
    }

    /** Where the other classes of sessions kept their rate, it names those that did not. */
    private static Finding saturated(LoadResult load) {
        List<String> classes = load.classes().stream()
                .filter(ClassLoad::saturated)
                .map(ClassLoad::name)
                .toList();
        boolean all = classes.isEmpty() || classes.size() == load.classes().size();
        String whose = all ? "" : " of " + String.join(", ", classes);
        return Finding.ofRun(
                "load-saturated",
                Severity.WARNING,
                "the load" + whose + " could not keep its rate even before the migration",
                "latencies" + whose + " say more about this machine than about the migration: "
                        + (all ? "lower --load-rate" : "lower the rate there, or give it more connections"));
    }

    private static Finding empty(String why) {
        return Finding.ofRun(
                "load-empty",
                Severity.WARNING,
                "no request was made, because no query was left for the load (" + why
                        + "), so what the application would have felt was not measured",
                "restore a dump with tables and rows in it, or write a profile (docs/load-profiles.md); --load none says"
                        + " that no load is wanted");
    }

    private static Finding privileges(RanStep ran) {
        return new Finding(
                "load-superuser",
                Severity.INFO,
                Optional.of(ran.number()),
                Optional.empty(),
                "the load's requests come from a superuser, so what this migration changes about privileges, and the row"
                        + " security policies, did not apply to them",
                "try the application's role on a copy after the migration: SET ROLE app, then its queries");
    }
}
