package dev.dryrun.compare;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.dryrun.report.JsonReport;
import dev.dryrun.report.Report;
import dev.dryrun.report.VerdictReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What is better and what is worse in the later of two runs, as compare.json says it. */
@JsonPropertyOrder({"schemaVersion", "before", "after", "verdict", "noise", "conditions", "cautions", "figures", "steps"
})
public record Comparison(
        Side before,
        Side after,
        Verdict verdict,
        Noise noise,
        List<ConditionDifference> conditions,
        List<String> cautions,
        List<Difference> figures,
        List<StepComparison> steps) {

    /** The version of comparison.schema.json that it follows. */
    public static final int SCHEMA_VERSION = 1;

    public Comparison {
        conditions = List.copyOf(conditions);
        cautions = List.copyOf(cautions);
        figures = List.copyOf(figures);
        steps = List.copyOf(steps);
    }

    /** One of the two runs. */
    public record Side(
            String id,
            Instant startedAt,
            VerdictReport.Outcome outcome,
            int stepCount,
            @JsonProperty("durationMs") Duration duration) {

        static Side of(Report run) {
            return new Side(
                    run.run().id(),
                    run.run().startedAt(),
                    run.verdict().outcome(),
                    run.inputs().migration().stepCount(),
                    run.inputs().migration().duration());
        }
    }

    /**
     * The answer: exit code 1 where something got worse beyond the noise.
     *
     * @param worse what did, in words, the figures of the run as a whole first
     */
    public record Verdict(Trend trend, int exitCode, List<String> worse, List<String> better) {

        public Verdict {
            worse = List.copyOf(worse);
            better = List.copyOf(better);
            if ((exitCode == 1) != trend.isWorse() || trend.isWorse() == worse.isEmpty()) {
                throw new IllegalArgumentException(trend + " with exit code " + exitCode + " because of " + worse);
            }
        }
    }

    public static Comparison of(Report before, Report after) {
        return Comparing.compare(before, after);
    }

    /** compare.json, which comparison.schema.json describes. */
    public String json() {
        return JsonReport.text(this);
    }

    /** The JSON schema that every comparison follows. */
    public static String schema() {
        return JsonReport.schema(Comparison.class, "comparison.schema.json");
    }

    @JsonProperty("schemaVersion")
    int schemaVersion() {
        return SCHEMA_VERSION;
    }
}
