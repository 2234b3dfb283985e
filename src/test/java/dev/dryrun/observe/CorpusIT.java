package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.plan.Budget;
import dev.dryrun.plan.LoadPlan;
import dev.dryrun.plan.Migration;
import dev.dryrun.plan.Plan;
import dev.dryrun.plan.ResultsPlan;
import dev.dryrun.plan.ServerPlan;
import dev.dryrun.plan.StepPlan;
import dev.dryrun.postgres.ProgramCall;
import dev.dryrun.postgres.ProgramResult;
import dev.dryrun.script.Part;
import dev.dryrun.script.Script;
import dev.dryrun.script.ScriptOptions;
import dev.dryrun.script.SourceText;
import dev.dryrun.time.RunClock;
import dev.dryrun.time.Stages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * After a run the database is what {@code psql -v ON_ERROR_STOP=1 -f} would have left. Each fragment of the corpus is run
 * by psql on one server and by dryrun on another; then everything that pg_dump tells of the two is compared, and how the
 * script ended.
 */
class CorpusIT {

    private static final Path CORPUS = Path.of("src/test/resources/corpus");
    private static final int ENOUGH = 200;

    @TempDir
    static Path scripts;

    private static final Set<Fragment> RAN = new HashSet<>();
    private static CorpusServer ofPsql;
    private static CorpusServer ofDryrun;
    private static ExecutorService sides;
    private static int databases;

    static List<Fragment> fragments() throws IOException {
        // For whoever works on one theme; the test that counts the fragments then fails.
        Pattern wanted = Pattern.compile(System.getProperty("corpus", ""));
        return Fragment.in(CORPUS).stream()
                .filter(fragment -> wanted.matcher(fragment.toString()).find())
                .toList();
    }

    @BeforeAll
    static void start() throws Exception {
        Files.setPosixFilePermissions(scripts, PosixFilePermissions.fromString("rwxr-xr-x"));
        sides = Executors.newFixedThreadPool(2);
        Path schema = CORPUS.resolve("start/schema.sql");
        Future<CorpusServer> other = sides.submit(() -> new CorpusServer(schema));
        ofDryrun = new CorpusServer(schema);
        ofPsql = other.get();
    }

    @AfterAll
    static void stop() throws Exception {
        sides.shutdownNow();
        ofPsql.close();
        ofDryrun.close();
        assertThat(fragments().stream().filter(fragment -> !RAN.contains(fragment)))
                .as("fragments that were not run")
                .isEmpty();
    }

    @Test
    void the_corpus_has_enough_fragments_and_each_has_a_name_of_its_own() throws IOException {
        assertThat(fragments().size()).isGreaterThanOrEqualTo(ENOUGH);
        assertThat(fragments()).extracting(Fragment::toString).doesNotHaveDuplicates();
        assertThat(fragments())
                .allSatisfy(fragment -> assertThat(fragment.body()).isNotBlank());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fragments")
    void the_database_is_what_psql_would_have_left(Fragment fragment) throws Exception {
        String database = "corpus_" + ++databases;
        Future<Outcome> psql = sides.submit(side(ofPsql, database, () -> runPsql(fragment, database)));
        Future<Outcome> dryrun = sides.submit(side(ofDryrun, database, () -> runDryrun(fragment, database)));
        Outcome expected = psql.get();
        Outcome actual = dryrun.get();
        RAN.add(fragment);

        SoftAssertions.assertSoftly(softly -> {
            softly.assertThat(expected.ending().failure().map(Ending.Failure::sqlState))
                    .as("%s: what psql failed with", fragment)
                    .isEqualTo(fragment.sqlState());
            softly.assertThat(actual.ending().said())
                    .as("%s: what the server said", fragment)
                    .isEqualTo(expected.ending().said());
            softly.assertThat(actual.ending().rows())
                    .as("%s: rows counted", fragment)
                    .isEqualTo(
                            actual.ending().countsAll()
                                    ? expected.ending().rows()
                                    : actual.ending().rows());
            softly.assertThat(linesBetween(fragment, actual.ending(), expected.ending()))
                    .as("%s: from the end of the failed statement to where psql had read", fragment)
                    .matches("(?s)(\\s|--[^\\n]*\\n)*([;\\\\].*)?");
            softly.assertThat(actual.contents())
                    .as("%s: contents of the database", fragment)
                    .isEqualTo(expected.contents());
            softly.assertThat(actual.transactionIds())
                    .as("%s: transaction ids used", fragment)
                    .isEqualTo(fragment.otherIds() ? actual.transactionIds() : expected.transactionIds());
        });
    }

    /** What a side has come to. */
    private record Outcome(Ending ending, String contents, long transactionIds) {}

    private static Callable<Outcome> side(CorpusServer server, String database, Callable<Ending> run) {
        return () -> {
            server.make(database);
            long before = server.transactionIds();
            Ending ending = run.call();
            server.awaitEndOfSessions(database);
            long used = server.transactionIds() - before;
            Outcome outcome = new Outcome(ending, server.contents(database), used);
            server.drop(database);
            return outcome;
        };
    }

    private static Ending runPsql(Fragment fragment, String database) throws IOException {
        Path file = scripts.resolve("m.sql");
        Files.writeString(file, fragment.script());
        List<String> arguments = new ArrayList<>(List.of("-X", "-A", "-t", "-v", "ON_ERROR_STOP=1"));
        arguments.addAll(List.of("-v", "VERBOSITY=verbose", "-d", database, "-f", file.toString()));
        if (fragment.single()) {
            arguments.add("-1");
        }
        ProgramResult result = ofPsql.server().run(new ProgramCall("psql", arguments, Map.of(), CorpusServer.DEADLINE));
        assertThat(result.exitCode())
                .as(result.stderr())
                .isEqualTo(fragment.sqlState().isPresent() ? 3 : 0);
        return Ending.ofPsql(result.stdout(), result.stderr());
    }

    private static Ending runDryrun(Fragment fragment, String database) {
        StepPlan steps = new StepPlan(fragment.single(), Optional.empty(), Optional.empty(), Duration.ofMillis(20));
        Plan plan = new Plan(
                Path.of("test.dump"),
                new Migration.Scripts(List.of(Path.of("m.sql")), Map.of()),
                false,
                new ServerPlan(ServerPlan.Choice.LOCAL, Optional.empty(), Optional.empty(), Map.of(), 1, false),
                LoadPlan.none(),
                steps,
                Budget.defaults(),
                ResultsPlan.inAllFormats(Path.of("results")));
        Script script = Script.parse(
                List.of(Part.asWritten(new SourceText("m.sql", fragment.script()))),
                new ScriptOptions(fragment.single(), Map.of()));
        Observations seen = new Trial(plan, new Work.OfScript(script), new Stages(RunClock.system()), line -> {})
                .run(ofDryrun.server(), database);
        assertThat(seen.incomplete()).isEmpty();
        boolean failed = seen.ran().stream().anyMatch(step -> step.error().isPresent());
        assertThat(failed ? List.of() : seen.skipped()).isEmpty();
        return Ending.ofSteps(seen.ran());
    }

    /** The line of psql's message is that up to which it had read. */
    private static String linesBetween(Fragment fragment, Ending dryrun, Ending psql) {
        if (psql.failure().isEmpty() || dryrun.failure().isEmpty()) {
            return "";
        }
        Ending.Failure failed = dryrun.failure().get();
        int to = psql.failure().get().line();
        assertThat(to).as("%s: where psql had read to", fragment).isGreaterThanOrEqualTo(failed.line());
        long lines = failed.copies() ? 0 : to - failed.line();
        return fragment.script().lines().skip(failed.line()).limit(lines).collect(Collectors.joining("\n"));
    }
}
