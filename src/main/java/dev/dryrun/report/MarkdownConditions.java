package dev.dryrun.report;

import dev.dryrun.report.Conditions.Sampling;
import dev.dryrun.report.Conditions.Server;
import dev.dryrun.report.Inputs.Dump;
import dev.dryrun.report.Inputs.DumpFile;
import dev.dryrun.report.Inputs.DumpFile.Compression;
import dev.dryrun.report.LoadReport.Delays;
import dev.dryrun.report.Report.Host;
import java.util.List;
import java.util.stream.Collectors;

/** The last part of report.md: how it was measured, and how far the figures can be trusted. */
final class MarkdownConditions {

    private static final int QUERY_WIDTH = 120;
    private static final int SHOWN = 10;

    private MarkdownConditions() {}

    static String render(Report report) {
        Conditions conditions = report.conditions();
        return Markdown.folded(
                "How it was measured",
                server(conditions.server())
                        + dump(report)
                        + load(conditions.load())
                        + disturbances(conditions.disturbances())
                        + sampling(conditions.sampling())
                        + run(report)
                        + limits());
    }

    /** What is looked up rather than read, if it fits. */
    static String details(Report report, int characters) {
        Conditions conditions = report.conditions();
        String settings = Markdown.folded("Settings of the server", settings(conditions.server()));
        String queries = Markdown.folded("Requests of the load", queries(conditions.load()));
        return settings.length() + queries.length() <= characters ? settings + queries : "";
    }

    private static String server(Server server) {
        return "- **Server:** PostgreSQL " + Markdown.text(server.version()) + ", "
                + JsonReport.word(server.kind())
                + server.image().map(image -> " " + Markdown.code(image)).orElse("") + " ("
                + Markdown.text(server.why()) + ").\n";
    }

    private static String dump(Report report) {
        Dump dump = report.inputs().dump();
        DumpFile file = dump.file();
        String line = "- **Dump:** " + Markdown.code(file.path()) + ", "
                + JsonReport.word(file.format()) + " format, "
                + (file.compression() == Compression.NONE ? "" : JsonReport.word(file.compression()) + ", ")
                + Figures.bytes(file.bytes())
                + file.serverVersion()
                        .map(version -> ", of a server " + Markdown.text(version))
                        .orElse("")
                + ", SHA-256 " + Markdown.code(file.sha256()) + "; restored as "
                + Markdown.code(file.database()) + " in "
                + Figures.duration(dump.restore().duration()) + " by "
                + Figures.count(dump.restore().jobs(), "job") + ".\n";
        return line
                + roles(dump.restore().roles(), "the dump")
                + roles(report.inputs().migration().roles(), "the migration")
                + dump.restore().errors().stream()
                        .limit(SHOWN)
                        .map(error -> "  - Restore error let pass: " + Markdown.text(error) + "\n")
                        .collect(Collectors.joining())
                + moreItems(dump.restore().errors().size());
    }

    private static String moreItems(int all) {
        return all <= SHOWN ? "" : "  - And " + Figures.count(all - SHOWN) + " more, in report.json.\n";
    }

    private static String roles(List<String> roles, String namedBy) {
        return roles.isEmpty()
                ? ""
                : "  - Roles made (NOLOGIN) because " + namedBy + " names them: " + Markdown.names(roles) + ".\n";
    }

    private static String load(LoadReport load) {
        if (load.isNone()) {
            return "- **Load:** none.\n";
        }
        Delays delays = load.delays();
        return "- **Load:** profile " + Markdown.code(load.offered().profile()) + ", "
                + Figures.number(load.offered().ratePerSecond()) + " requests/s over "
                + Figures.count(load.offered().connections(), "connection") + "; "
                + Figures.count(delays.late(), "request") + " sent later than due, " + Figures.count(delays.stuck())
                + " without an answer at the end, longest wait for a connection "
                + Figures.duration(delays.poolWaitMax()) + "."
                + (load.saturated()
                        ? " **The server could not keep up even before the migration: response times say little.**"
                        : "")
                + "\n";
    }

    private static String disturbances(List<DisturbanceReport> disturbances) {
        return disturbances.stream()
                        .limit(SHOWN)
                        .map(each -> "- **Disturbed** by " + Markdown.code(each.application()) + ": "
                                + Markdown.text(each.text()) + ".\n")
                        .collect(Collectors.joining())
                + moreItems(disturbances.size());
    }

    private static String sampling(Sampling sampling) {
        String interval = "asked for every " + Figures.exact(sampling.interval())
                + (sampling.effectiveInterval().equals(sampling.interval())
                        ? ""
                        : ", at times only every " + Figures.duration(sampling.effectiveInterval())
                                + " because samples were costly");
        return "- **Sampling:** " + interval + "; " + Figures.count(sampling.samples(), "sample") + ", "
                + Figures.count(sampling.missed()) + " missed" + gaps(sampling) + ".\n";
    }

    private static String gaps(Sampling sampling) {
        if (sampling.gapMax().isEmpty()) {
            return "";
        }
        return "; from one to the next "
                + Figures.duration(sampling.gapP50()) + " (median), " + Figures.duration(sampling.gapP99())
                + " (p99), " + Figures.duration(sampling.gapMax()) + " at most; one cost "
                + Figures.duration(sampling.costP50()) + " (median)";
    }

    private static String run(Report report) {
        Report.Run run = report.run();
        Host host = run.host();
        String stages = run.stages().stream()
                .map(stage -> Markdown.text(stage.name()) + " " + Figures.duration(stage.duration()))
                .collect(Collectors.joining(", "));
        return "- **Run:** " + Markdown.code(run.id()) + " of " + run.startedAt() + ", dryrun "
                + Markdown.text(run.dryrunVersion()) + ", " + Figures.duration(run.duration())
                + (stages.isEmpty() ? "" : " (" + stages + ")") + "; dryrun's own time inside the steps, left out of"
                + " their durations: " + Figures.duration(run.overhead()) + ".\n"
                + "- **Machine:** " + Figures.count(host.cpus(), "CPU") + ", " + Figures.bytes(host.memoryBytes())
                + ", " + Markdown.text(host.os()) + ", Java " + Markdown.text(host.java()) + ".\n\n";
    }

    private static String limits() {
        return "Two figures with a dash between them are bounds: the truth lies between. A lock with the evidence"
                + " *sample* alone was seen only by looking again and again; shorter ones between two samples can have"
                + " been missed. *wal* is the server's own record of an ACCESS EXCLUSIVE lock, *documented* what the"
                + " manual states for the statement and nobody saw. Times hold for this machine and this load, lock modes for every server of this"
                + " major version.\n\n";
    }

    private static String settings(Server server) {
        String lines = server.settings().entrySet().stream()
                .map(setting -> Excerpt.line(setting.getKey() + " = " + setting.getValue(), QUERY_WIDTH))
                .collect(Collectors.joining("\n"));
        return lines.isEmpty() ? "" : Markdown.fence("text", lines);
    }

    private static String queries(LoadReport load) {
        String rows = load.queries().stream()
                .map(query -> Markdown.row(
                        Markdown.text(query.name()),
                        query.writes() ? "write" : "read",
                        Figures.number(query.weight()),
                        Markdown.code(Excerpt.line(query.sql(), QUERY_WIDTH))))
                .collect(Collectors.joining());
        return rows.isEmpty() ? "" : Markdown.head("Query", "", "Weight:", "SQL") + rows;
    }
}
