package dev.dryrun.signoff;

import dev.dryrun.plan.BadInput;
import dev.dryrun.report.Report;
import dev.dryrun.report.VerdictReport.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A run and what a person says to it: a record, or what speaks against one. */
public final class Signing {

    private final Report report;
    private final List<Objection> objections;
    private final Map<String, String> reasons;

    /** @param reasons of each name that the person accepts; throws {@link BadInput} for one that nothing speaks of */
    public Signing(Report report, Map<String, String> reasons) {
        this.report = report;
        this.reasons = Map.copyOf(reasons);
        this.objections = Objection.to(report);
        List<String> names = objections.stream().map(Objection::name).toList();
        for (String name : reasons.keySet()) {
            if (!names.contains(name)) {
                throw new BadInput(
                        "--accept " + name + ": there is nothing of that name to accept in the run",
                        names.isEmpty()
                                ? "leave it out: nothing speaks against this run"
                                : "what can be accepted here: " + String.join(", ", names));
            }
        }
    }

    /** Why the run cannot be signed off, a sentence each; nothing where it can be. */
    public List<String> refusals() {
        List<String> refusals = new ArrayList<>();
        if (report.verdict().outcome() == Outcome.INCOMPLETE) {
            refusals.add("the run is incomplete, and nobody knows what the rest of it would have shown: "
                    + report.verdict().reason().orElse("it did not come to its end"));
            return refusals;
        }
        for (Objection objection : objections) {
            if (!reasons.containsKey(objection.name())) {
                refusals.add(objection.name() + " is not accepted: " + String.join("; ", objection.what()));
            }
        }
        return refusals;
    }

    /** The names that would have to be accepted still. */
    public String missing() {
        return objections.stream()
                .map(Objection::name)
                .filter(name -> !reasons.containsKey(name))
                .map(name -> "--accept " + name + "=REASON")
                .collect(Collectors.joining(" "));
    }

    /** The record, for a run without {@link #refusals}. */
    public SignOff sign(SignOff.Signature signature, String reportSha256) {
        if (!refusals().isEmpty()) {
            throw new IllegalStateException("not to be signed off: " + refusals());
        }
        return SignOff.of(
                signature,
                report,
                reportSha256,
                objections.stream()
                        .map(each -> new SignOff.Accepted(each.name(), each.what(), reasons.get(each.name())))
                        .toList());
    }
}
