package dev.dryrun.cli;

import static dev.dryrun.cli.BadCase.noVerdict;
import static dev.dryrun.cli.BadCase.refused;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Options, profiles of the load, budgets, settings and images that cannot be. */
final class BadOptions {

    private static final String QUERY = "queries:\n  - name: q\n    sql: ";

    private BadOptions() {}

    static Stream<BadCase> all() {
        return Stream.of(values(), budgets(), profiles(), settings(), results(), ofTheDatabase())
                .flatMap(List::stream);
    }

    private static BadCase option(String option, String... patterns) {
        return refused(option, on -> on.options(option), patterns);
    }

    private static List<BadCase> values() {
        return List.of(
                option("--nonsense", "Unknown option: '--nonsense'"),
                option("--dump", "--dump", "--help"),
                option("--dump=", "--dump"),
                option("stray.sql", "stray.sql", "--migration stray.sql"),
                option("--lock-timeout=3", "--lock-timeout 3 is a duration without a unit", "3s"),
                option("--statement-timeout=0s", "--statement-timeout 0s would switch the timeout off"),
                option("--sample-interval=10us", "shorter than 1ms"),
                option("--retries=-1", "--retries -1 is not a whole number of 0 or more"),
                option("--restore-jobs=99999999999", "--restore-jobs 99999999999 is not a whole number"),
                option("--postgres-version=15.4", "--postgres-version 15.4"),
                option("--postgres-version=11", "--postgres-version 11 is older than the dumped server"),
                option("--server=cloud", "--server cloud", "auto, container, local"),
                option("--report=pdf", "pdf is not a format of reports", "json, markdown, html, junit, sarif"),
                option("--disturb=reader orders", "--disturb 'reader orders' does not say for how long"),
                option("--disturb=idle orders 1s before step 9", "the migration has 1 step"),
                option("--set=x", "--set x is not a variable"),
                refused("profile without a dump", on -> List.of("profile"), "nothing was given for --dump"),
                refused(
                        "report of no run",
                        on -> List.of("report", on.directory().toString()),
                        "report.json",
                        "hint"),
                refused(
                        "report of something else",
                        on -> List.of(
                                "report",
                                on.file("report.json", "{}").getParent().toString()),
                        "report.json"));
    }

    private static List<BadCase> budgets() {
        return List.of(
                option("--budget=reads=1s", "--budget reads=1s names no budget", "reads-blocked"),
                option("--budget=errors=-1", "--budget errors -1"),
                option("--budget=p99=fast", "--budget p99 fast is not a duration"),
                option("--budget=p99@nobody=1s", "--budget p99@nobody"));
    }

    private static BadCase profile(String name, String yaml, String... patterns) {
        return refused(name, on -> on.loaded("--load=" + on.file("load.yml", yaml)), patterns);
    }

    private static List<BadCase> profiles() {
        return List.of(
                refused("no such profile", on -> on.loaded("--load=none.yml"), "--load none.yml does not exist"),
                profile("a profile that is no YAML", "queries: [", "load.yml:\\d+: "),
                profile("an empty profile", "", "load.yml.*queries|load.yml.*empty"),
                profile("a profile with an unknown key", "speed: 1\n" + QUERY + "SELECT 1\n", "load.yml:1: .*speed"),
                profile("a profile with a weight of nothing", QUERY + "SELECT 1\n    weight: 0\n", "load.yml:4: "),
                refused(
                        "a script of pgbench with a fault",
                        on -> on.loaded("--load=" + on.file("b.sql", "\\set x random(1\nSELECT :x;\n")),
                        "b.sql:1: "),
                refused(
                        "an export without its columns",
                        on -> on.loaded("--load-from-statements=" + on.file("s.csv", "a,b\n1,2\n")),
                        "s.csv:2: .*has no column calls"),
                refused(
                        "an export that is no JSON",
                        on -> on.loaded("--load-from-statements=" + on.file("s.json", "[{")),
                        "s.json"));
    }

    private static List<BadCase> settings() {
        return List.of(
                option("--postgres-setting=work_mem", "--postgres-setting work_mem is not a setting"),
                option("--postgres-setting=port=5432", "--postgres-setting port cannot be set"),
                option("--postgres-setting=shared_buffers=banana", "shared_buffers", "banana"),
                option("--postgres-setting=shared_preload_libraries=no_such_library", "no_such_library"),
                noVerdict(
                        "an image that does not exist",
                        on -> on.options("--server=container", "--postgres-image=localhost:1/no-such-image:15"),
                        "localhost:1/no-such-image:15",
                        "hint: .*(pull|name|--postgres-image|--server)"),
                refused(
                        "an image that is no name",
                        on -> on.options("--server=container", "--postgres-image=UPPER CASE"),
                        "UPPER CASE"));
    }

    private static List<BadCase> results() {
        return List.of(
                refused(
                        "results in a file",
                        on -> results(on, on.file("taken", "").toString()),
                        "--results .*taken cannot be made a directory",
                        "--results"),
                refused(
                        "results where nothing can be written",
                        on -> results(on, "/proc/self"),
                        "--results /proc/self cannot be written to"),
                refused(
                        "results with a directory of the name latest",
                        on -> {
                            Files.createDirectories(on.directory().resolve("other/latest"));
                            return results(on, on.directory().resolve("other").toString());
                        },
                        "latest is not the link"));
    }

    /** What only the restored database can tell. */
    private static List<BadCase> ofTheDatabase() {
        return List.of(
                profile(
                        "a profile of a table that is not there",
                        QUERY + "SELECT 1 FROM nowhere\n",
                        "load.yml:3: .*nowhere"),
                refused(
                        "a disturbance of a table that is not there",
                        on -> on.options("--disturb=idle nowhere 1s"),
                        "nowhere"));
    }

    private static List<String> results(Ground on, String directory) throws java.io.IOException {
        List<String> arguments = new ArrayList<>(on.options());
        arguments.removeIf(each -> each.startsWith("--results="));
        arguments.addAll(Arrays.asList("--results=" + directory));
        return arguments;
    }
}
