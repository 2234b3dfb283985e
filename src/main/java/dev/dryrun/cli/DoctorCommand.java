package dev.dryrun.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dryrun.cli.Diagnosis.Finding;
import dev.dryrun.postgres.Dump;
import dev.dryrun.postgres.ServerSurvey;
import dev.dryrun.postgres.ServerSurvey.Docker;
import dev.dryrun.postgres.ServerSurvey.Installed;
import dev.dryrun.report.TerminalText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dryrun doctor}: what this machine can do, what is missing, and how to get it. */
@Command(
        name = "dryrun doctor",
        customSynopsis = "dryrun doctor [--dump FILE] [--format terminal|json]",
        description = {
            "",
            "Says what this machine can do, what is missing, and how to get it. Exit code 3 when no kind of server works.",
            ""
        },
        sortOptions = false,
        usageHelpAutoWidth = false,
        usageHelpWidth = 100)
final class DoctorCommand implements Callable<Integer> {

    private static final int LABEL = 20;
    private static final int NAME = 11;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--dump",
            order = 1,
            paramLabel = "FILE",
            description = "say also whether this dump could be restored here, by which server, and on which disk")
    private Optional<String> dump = Optional.empty();

    @Option(
            names = "--results",
            order = 2,
            paramLabel = "DIR",
            description = "where runs would write their results. Default: results")
    private String results = "results";

    @Option(names = "--format", order = 3, paramLabel = "FORMAT", description = "terminal or json. Default: terminal")
    private String format = "terminal";

    @Option(
            names = {"-h", "--help"},
            order = 4,
            usageHelp = true,
            description = "show this text")
    private boolean help;

    @Override
    public Integer call() {
        if (!List.of("terminal", "json").contains(format)) {
            throw new OptionText("--format", format).refused("is not a format of the doctor", "use terminal or json");
        }
        Optional<Dump> described = dump.map(text -> ServerSurvey.describe(new OptionText("--dump", text).path()));
        List<Check> checks = checks(described);
        PrintWriter out = spec.commandLine().getOut();
        out.print(format.equals("json") ? json(checks) : terminal(checks));
        out.flush();
        return exitCode(checks);
    }

    /** No verdict can be had where there is no server. */
    static int exitCode(List<Check> checks) {
        boolean none = checks.stream()
                .anyMatch(check -> check.name().equals("Server") && check.state() == Check.State.MISSING);
        return none ? Failure.NO_VERDICT : 0;
    }

    private List<Check> checks(Optional<Dump> described) {
        Probe<Docker> askDocker = Probe.ofDocker("Docker", ServerSurvey::docker);
        Probe<List<Installed>> askPrograms = Probe.begin("Postgres", ServerSurvey::installed);
        Probe<String> askUser = Probe.begin("user", ServerSurvey::user);
        Probe<List<Path>> askLeftovers = Probe.begin("leftovers", ServerSurvey::leftovers);
        Probe<Check> askClock = Probe.begin("clock", Machine::clock);
        Finding<Docker> engine = askDocker.answer();
        Finding<String> started = tryContainer(engine);
        List<Installed> installed =
                askPrograms.answer().found().stream().flatMap(List::stream).toList();
        Check docker = Diagnosis.docker(engine, started);
        List<Check> programs = Diagnosis.programs(installed);
        Check user = Diagnosis.user(askUser.answer());
        List<Check> checks = new ArrayList<>(List.of(
                Diagnosis.java(Runtime.version()),
                Diagnosis.processors(Runtime.getRuntime().availableProcessors()),
                Diagnosis.memory(Machine.memory(), Runtime.getRuntime().maxMemory())));
        long bytes = described.map(Dump::bytes).orElse(0L);
        checks.add(disk("data of local servers", ServerSurvey.dataPlace(), bytes));
        engine.found().stream()
                .map(Docker::root)
                .filter(java.nio.file.Files::isDirectory)
                .forEach(root -> checks.add(Diagnosis.disk("data of containers", root, Machine.free(root), bytes)));
        checks.add(disk("results", new OptionText("--results", results).path(), 0));
        checks.add(docker);
        checks.addAll(programs);
        checks.add(user);
        checks.addAll(servers(docker, engine, installed, user));
        checks.addAll(askClock.answer().found());
        checks.add(leftovers(askLeftovers, engine));
        described.ifPresent(each -> checks.add(dump(each, docker)));
        return checks;
    }

    /** What can be started, and for which dumps. */
    private static List<Check> servers(Check docker, Finding<Docker> engine, List<Installed> installed, Check user) {
        Check any = Diagnosis.server(docker, installed, user);
        if (any.state() == Check.State.MISSING) {
            return List.of(any);
        }
        Optional<List<String>> images = docker.state() == Check.State.MISSING
                ? Optional.empty()
                : Optional.of(engine.get().images());
        return List.of(any, Diagnosis.majors(images, installed));
    }

    private static Check leftovers(Probe<List<Path>> directories, Finding<Docker> engine) {
        Stream<String> paths =
                directories.answer().found().stream().flatMap(List::stream).map(Path::toString);
        Stream<String> inDocker = engine.isThere()
                ? Probe.ofDocker("leftover containers", ServerSurvey::leftoversInDocker).answer().found().stream()
                        .flatMap(List::stream)
                : Stream.empty();
        return Diagnosis.leftovers(Stream.concat(paths, inDocker).toList());
    }

    private static Finding<String> tryContainer(Finding<Docker> engine) {
        return engine.isThere() && !engine.get().images().isEmpty()
                ? Probe.ofDocker("the container", () -> {
                            String image = engine.get().images().get(0);
                            ServerSurvey.tryContainer(image);
                            return image;
                        })
                        .answer()
                : new Finding<>(List.of(), "", "");
    }

    private static Check disk(String use, Path place, long dumpBytes) {
        return Machine.isWritable(place)
                ? Diagnosis.disk(use, place, Machine.free(place), dumpBytes)
                : Diagnosis.unwritable(use, place);
    }

    private static Check dump(Dump dump, Check docker) {
        String what = dump.path().getFileName() + " is of Postgres " + dump.serverMajor() + " ("
                + dump.format().name().toLowerCase(Locale.ROOT) + ") and goes into ";
        try {
            return Check.ok(
                    "Dump",
                    docker.state() == Check.State.MISSING
                            ? what + "a local server of " + ServerSurvey.programsFor(dump)
                            : what + "a container of " + ServerSurvey.imageFor(dump));
        } catch (ServerSurvey.Lacking e) {
            return Check.missing("Dump", dump.path().getFileName() + ": " + e.getMessage(), e.hint());
        }
    }

    private static String terminal(List<Check> checks) {
        int width = Terminal.ofStdout(System.getenv()).width();
        StringBuilder text = new StringBuilder();
        for (Check check : checks) {
            String head = String.format(
                    Locale.ROOT, "%-9s%-" + NAME + "s", check.state().name().toLowerCase(Locale.ROOT), check.name());
            List<String> lines = new ArrayList<>(TerminalText.wrapped(check.found(), width - LABEL));
            if (!check.hint().isEmpty()) {
                lines.addAll(TerminalText.wrapped(check.hint(), width - LABEL));
            }
            for (String line : lines) {
                text.append(head).append(line).append('\n');
                head = " ".repeat(LABEL);
            }
        }
        return text.toString();
    }

    private static String json(List<Check> checks) {
        List<Map<String, String>> all = new ArrayList<>();
        for (Check check : checks) {
            Map<String, String> each = new LinkedHashMap<>();
            each.put("check", check.name());
            each.put("state", check.state().name().toLowerCase(Locale.ROOT));
            each.put("found", check.found());
            each.put("hint", check.hint());
            all.add(each);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("exitCode", exitCode(checks));
        answer.put("checks", all);
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(answer) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("writing the answer as JSON", e);
        }
    }
}
