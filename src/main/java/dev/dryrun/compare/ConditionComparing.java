package dev.dryrun.compare;

import dev.dryrun.report.Conditions;
import dev.dryrun.report.Figures;
import dev.dryrun.report.JsonReport;
import dev.dryrun.report.LoadReport;
import dev.dryrun.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds what the figures of two runs could differ by without any change of the migration. */
final class ConditionComparing {

    /** Where a server keeps its files and listens: another at every start. */
    private static final Set<String> OF_EACH_START = Set.of(
            "port",
            "data_directory",
            "config_file",
            "hba_file",
            "ident_file",
            "external_pid_file",
            "unix_socket_directories",
            "listen_addresses");

    /** Samples twice as far apart see half as much. */
    private static final double FURTHER_APART = 2;

    /** The usual gap of fewer is that of a few moments. */
    private static final long ENOUGH_SAMPLES = 100;

    private final Report before;
    private final Report after;
    private final List<ConditionDifference> differences = new ArrayList<>();

    private ConditionComparing(Report before, Report after) {
        this.before = before;
        this.after = after;
    }

    static List<ConditionDifference> of(Report before, Report after) {
        ConditionComparing comparing = new ConditionComparing(before, after);
        comparing.inputs();
        comparing.server();
        comparing.machine();
        comparing.load();
        comparing.sampling();
        return List.copyOf(comparing.differences);
    }

    private void inputs() {
        compare("dump (SHA-256)", run -> run.inputs().dump().file().sha256());
        compare(
                "single transaction",
                run -> Boolean.toString(run.inputs().migration().singleTransaction()));
        compare(
                "restore errors",
                run -> Figures.count(run.inputs().dump().restore().errors().size()));
    }

    private void server() {
        compare("server version", run -> run.conditions().server().version());
        compare("server kind", run -> JsonReport.word(run.conditions().server().kind()));
        maybe("server image", run -> run.conditions().server().image());
        Map<String, String> earlier = before.conditions().server().settings();
        Map<String, String> later = after.conditions().server().settings();
        Set<String> names = new TreeSet<>(earlier.keySet());
        names.addAll(later.keySet());
        names.removeAll(OF_EACH_START);
        for (String name : names) {
            // What is not listed is at its default, which nobody has to be told.
            add("setting " + name, shown(earlier, name), shown(later, name));
        }
    }

    private static Optional<String> shown(Map<String, String> settings, String name) {
        return Optional.of(Optional.ofNullable(settings.get(name)).orElse("default"));
    }

    private void machine() {
        compare("CPUs of the machine", run -> Figures.count(run.run().host().cpus()));
        compare("memory of the machine", run -> Figures.bytes(run.run().host().memoryBytes()));
        compare("operating system", run -> run.run().host().os());
        compare("Java", run -> run.run().host().java());
        compare("dryrun", run -> run.run().dryrunVersion());
    }

    private void load() {
        compare("load profile", run -> run.conditions().load().offered().profile());
        compare(
                "load rate",
                run -> Figures.number(run.conditions().load().offered().ratePerSecond()) + "/s");
        compare(
                "load connections",
                run -> Figures.count(run.conditions().load().offered().connections()));
        compare(
                "queries of the load",
                ConditionComparing::queries,
                "as in the earlier run",
                "others, or other weights");
        compare(
                "disturbances",
                run -> run.conditions().disturbances().stream()
                        .map(each -> each.text())
                        .collect(Collectors.joining(", ")));
    }

    private static String queries(Report run) {
        return run.conditions().load().queries().stream()
                .map(ConditionComparing::query)
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static String query(LoadReport.Query query) {
        return query.name() + " " + query.weight() + " " + query.sessionClass() + " " + query.sql();
    }

    private void sampling() {
        compare(
                "sampling asked for every",
                run -> Figures.exact(run.conditions().sampling().interval()));
        Conditions.Sampling earlier = before.conditions().sampling();
        Conditions.Sampling later = after.conditions().sampling();
        boolean enough = Math.min(earlier.samples(), later.samples()) >= ENOUGH_SAMPLES;
        double ratio = enough && earlier.gapP50().isPresent() && later.gapP50().isPresent()
                ? Range.millis(later.gapP50().get())
                        / Math.max(0.001, Range.millis(earlier.gapP50().get()))
                : 1;
        if (ratio > FURTHER_APART || ratio < 1 / FURTHER_APART) {
            add(
                    "samples usually apart",
                    earlier.gapP50().map(Figures::duration),
                    later.gapP50().map(Figures::duration));
        }
    }

    private void compare(String name, Function<Report, String> of) {
        maybe(name, of.andThen(text -> Optional.of(text).filter(each -> !each.isEmpty())));
    }

    /** For texts that are too long to be shown. */
    private void compare(String name, Function<Report, String> of, String same, String other) {
        if (!of.apply(before).equals(of.apply(after))) {
            differences.add(new ConditionDifference(name, Optional.of(same), Optional.of(other)));
        }
    }

    private void maybe(String name, Function<Report, Optional<String>> of) {
        add(name, of.apply(before), of.apply(after));
    }

    private void add(String name, Optional<String> earlier, Optional<String> later) {
        if (!earlier.equals(later)) {
            differences.add(new ConditionDifference(name, earlier, later));
        }
    }
}
