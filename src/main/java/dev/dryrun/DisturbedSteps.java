package dev.dryrun;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.Disturbance;
import dev.dryrun.plan.Plan;
import dev.dryrun.script.Script;

/** Whether disturbances and retries fit what is run, as far as that is known before it is. */
final class DisturbedSteps {

    private DisturbedSteps() {}

    /** For a script: its steps are known unless it makes some of them while it runs. */
    static void check(Plan plan, Script script) {
        if (plan.steps().disturbances().isEmpty() || script.makesSteps()) {
            return;
        }
        int last = script.steps().size();
        for (Disturbance disturbance : plan.steps().disturbances()) {
            if (disturbance.beginning().step() > last) {
                throw new BadInput(
                        "--disturb " + disturbance.text() + ": the migration has " + last
                                + (last == 1 ? " step" : " steps"),
                        "name a step up to " + last + "; BEGIN, COMMIT and SET are steps as well");
            }
        }
    }

    /** For the command of a tool: it cannot be held up, and decides itself what it tries again. */
    static void checkCommand(Plan plan) {
        if (!plan.steps().retries().isNone()) {
            throw new BadInput(
                    "--retries does not go with --migration-command: the tool decides what it tries again",
                    "leave it out, and tell the tool");
        }
        for (Disturbance disturbance : plan.steps().disturbances()) {
            if (!disturbance.beginning().during() && disturbance.beginning().step() > 1) {
                throw new BadInput(
                        "--disturb " + disturbance.text() + ": the steps of a command are not known before it runs",
                        "use 'before step 1' or 'during step "
                                + disturbance.beginning().step() + "'");
            }
        }
    }
}
