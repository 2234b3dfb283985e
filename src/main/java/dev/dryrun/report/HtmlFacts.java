package dev.dryrun.report;

import dev.dryrun.report.html.Page.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How it was measured, for whoever doubts the figures. */
final class HtmlFacts {

    private HtmlFacts() {}

    static List<Fact> of(Report report) {
        Conditions conditions = report.conditions();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Server", server(conditions.server())));
        facts.add(new Fact("Dump", dump(report.inputs().dump())));
        facts.add(new Fact("Load", load(conditions.load())));
        conditions
                .disturbances()
                .forEach(each -> facts.add(new Fact("Disturbed by", each.application() + ": " + each.text())));
        facts.add(new Fact("Sampling", sampling(conditions.sampling())));
        facts.add(new Fact("Run", run(report.run())));
        facts.add(new Fact("Machine", machine(report.run().host())));
        facts.add(new Fact(
                "Settings",
                conditions.server().settings().entrySet().stream()
                        .map(setting -> setting.getKey() + " = " + setting.getValue())
                        .collect(Collectors.joining("; "))));
        return facts;
    }

    private static String server(Conditions.Server server) {
        return "PostgreSQL " + server.version() + ", " + JsonReport.word(server.kind())
                + server.image().map(image -> " " + image).orElse("") + " (" + server.why() + ")";
    }

    private static String dump(Inputs.Dump dump) {
        Inputs.DumpFile file = dump.file();
        return file.path() + ", " + JsonReport.word(file.format()) + " format, " + Figures.bytes(file.bytes())
                + file.serverVersion()
                        .map(version -> ", of a server " + version)
                        .orElse("") + ", SHA-256 "
                + file.sha256() + "; restored as " + file.database() + " in "
                + Figures.duration(dump.restore().duration());
    }

    private static String load(LoadReport load) {
        if (load.isNone()) {
            return "none";
        }
        return "profile " + load.offered().profile() + ", "
                + Figures.number(load.offered().ratePerSecond()) + " requests/s over "
                + Figures.count(load.offered().connections(), "connection");
    }

    private static String sampling(Conditions.Sampling sampling) {
        return "asked for every " + Figures.exact(sampling.interval()) + "; "
                + Figures.count(sampling.samples(), "sample") + ", from one to the next "
                + Figures.duration(sampling.gapP50()) + " (median), " + Figures.duration(sampling.gapP99())
                + " (p99), " + Figures.duration(sampling.gapMax()) + " at most";
    }

    private static String run(Report.Run run) {
        return run.id() + " of " + run.startedAt() + ", dryrun " + run.dryrunVersion() + ", "
                + Figures.duration(run.duration());
    }

    private static String machine(Report.Host host) {
        return Figures.count(host.cpus(), "CPU") + ", " + Figures.bytes(host.memoryBytes()) + ", " + host.os()
                + ", Java " + host.java();
    }
}
