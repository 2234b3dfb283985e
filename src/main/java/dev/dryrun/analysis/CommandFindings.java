package dev.dryrun.analysis;

import dev.dryrun.analysis.Finding.Severity;
import dev.dryrun.observe.CommandCourse;
import dev.dryrun.observe.CommandCourse.ToolSession;
import dev.dryrun.observe.Observations;
import dev.dryrun.postgres.ServerError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a person should know of a migration that a tool has run, beyond what holds for scripts. */
final class CommandFindings {

    private CommandFindings() {}

    static List<Finding> of(CommandCourse command, Observations seen, List<StepAnalysis> steps) {
        List<Finding> findings = new ArrayList<>();
        for (StepAnalysis step : steps) {
            step.step()
                    .error()
                    .filter(error -> !command.failed() && seen.incomplete().isEmpty())
                    .ifPresent(error -> findings.add(refused(step, error, seen)));
            addWaitForItself(command, step, findings);
        }
        if (seen.incomplete().isEmpty()) {
            command.sessions().forEach(session -> addAbandoned(session, findings));
        }
        if (!command.elsewhere().isEmpty()) {
            findings.add(elsewhere(command));
        }
        if (seen.load().isPresent()) {
            findings.add(Finding.ofRun(
                    "load-not-from-migration",
                    Severity.INFO,
                    "the load was derived from the schema alone, because nobody knows beforehand what a command will do",
                    "see in the report whether it works on the tables that the migration changes"));
        }
        return findings;
    }

    private static Finding refused(StepAnalysis step, ServerError error, Observations seen) {
        boolean handled = CommandFailures.isHandled(step.step(), seen.ran());
        return new Finding(
                handled ? "failure-handled" : "failure-ignored",
                handled ? Severity.WARNING : Severity.DANGER,
                Optional.of(step.number()),
                Optional.empty(),
                "the server refused this statement (" + error.sqlState() + " " + error.message()
                        + "), and the command ended with success",
                handled
                        ? "see whether the tool is meant to do without it"
                        : "do not trust this tool's exit code; where the tool is meant to do without this statement,"
                                + " keep it from sending it");
    }

    private static void addWaitForItself(CommandCourse command, StepAnalysis step, List<Finding> findings) {
        Set<Integer> own = command.sessions().stream().map(ToolSession::pid).collect(Collectors.toSet());
        boolean waited = step.waitedFor().stream().anyMatch(wait -> own.contains(wait.pid()));
        if (waited) {
            findings.add(new Finding(
                    "waited-for-own-session",
                    Severity.WARNING,
                    Optional.of(step.number()),
                    Optional.empty(),
                    "one session of the command waited for another one of the command",
                    "a tool that holds a transaction open while it runs CONCURRENTLY elsewhere waits for itself:"
                            + " see its settings for transactions and locks"));
        }
    }

    private static void addAbandoned(ToolSession session, List<Finding> findings) {
        session.abandonedBlock()
                .ifPresent(step -> findings.add(new Finding(
                        "block-not-ended",
                        Severity.WARNING,
                        Optional.of(step),
                        Optional.empty(),
                        "session " + session.number()
                                + " of the command ended inside a transaction block: the server rolled it back",
                        "see whether the tool commits what it does")));
    }

    private static Finding elsewhere(CommandCourse command) {
        return Finding.ofRun(
                "other-database",
                Severity.WARNING,
                "the command also opened sessions that were not watched, in " + String.join(", ", command.elsewhere()),
                "what was done there is missing from this report");
    }
}
