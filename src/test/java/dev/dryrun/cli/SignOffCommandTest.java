package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.report.Inputs.MigrationFile;
import dev.dryrun.report.KeptSample;
import dev.dryrun.report.Report;
import dev.dryrun.report.SampleRun;
import dev.dryrun.report.SampleSteps;
import dev.dryrun.script.MigrationFormat;
import dev.dryrun.script.TransactionMode;
import dev.dryrun.signoff.SignOff;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run is signed off, and the gate is asked about its files: one script and one that it includes. */
class SignOffCommandTest {

    private static final String MAIN = "SELECT 1;\n\\ir part.sql\n";
    private static final String PART = "SELECT 2;\n";

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private String run;
    private String record;
    private String script;

    @BeforeEach
    void a_run() throws Exception {
        Path main = Files.writeString(directory.resolve("m.sql"), MAIN);
        Files.writeString(directory.resolve("part.sql"), PART);
        Report report = SampleRun.of(
                        SampleSteps.step(1, "SELECT", "SELECT 1").done(),
                        SampleSteps.step(2, "SELECT", "SELECT 2").done())
                .files(file("m.sql", MAIN), file("part.sql", PART))
                .done();
        run = KeptSample.in(directory.resolve("run"), report).toString();
        record = directory.resolve("record.json").toString();
        script = main.toString();
    }

    @Test
    void a_signed_off_migration_passes_the_gate() throws Exception {
        assertThat(signOff("--by=Ada Lovelace", "--note=before the sale", "--record=" + record))
                .isZero();
        assertThat(out.toString()).isEqualTo("signed off by Ada Lovelace: " + run + "/sign-off.json, " + record + "\n");
        String text = Files.readString(Path.of(record));
        assertThat(text).isEqualTo(Files.readString(Path.of(run, "sign-off.json")));
        assertThat(text)
                .contains(
                        "\"by\": \"Ada Lovelace\"",
                        "\"note\": \"before the sale\"",
                        "\"reportSha256\": \"" + sha256(Files.readString(Path.of(run, "report.json"))) + "\"");
        assertThat(gate("--record=" + record)).isZero();
        assertThat(out.toString())
                .contains("signed off by Ada Lovelace at ", ": run 2026-11-22T13-55-01Z-unsafe, passed");
        assertThat(errors.toString()).isEmpty();
    }

    @Test
    void a_change_of_the_script_or_of_what_it_includes_shuts_the_gate() throws IOException {
        signOff("--by=Ada", "--record=" + record);
        Files.writeString(directory.resolve("part.sql"), "SELECT 3;\n");
        assertThat(gate("--record=" + record)).isEqualTo(1);
        assertThat(out.toString())
                .contains("not signed off: " + directory.resolve("part.sql")
                        + " is not the file of that name that was signed off: its SHA-256 is ");
        Files.writeString(directory.resolve("part.sql"), PART);
        assertThat(gate("--record=" + record)).isZero();
        Files.writeString(directory.resolve("m.sql"), MAIN + "\n");
        assertThat(gate("--record=" + record)).isEqualTo(1);
    }

    @Test
    void the_age_is_that_of_the_run_and_can_be_given_in_days() {
        signOff("--by=Ada", "--record=" + record);
        assertThat(gate("--record=" + record, "--max-age=99999d")).isZero();
        assertThat(gate("--record=" + record, "--max-age=1m")).isEqualTo(1);
        assertThat(out.toString())
                .containsPattern("not signed off: the signed-off run is (too old|of [^ ]+ which is yet)");
    }

    @Test
    void a_breached_run_is_signed_off_with_a_reason_for_each_breach_only() throws IOException {
        KeptSample.in(Path.of(run), SampleRun.breached());
        assertThat(signOff("--by=Ada", "--accept=errors=they are retried, x=1")).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "not signed off: reads-blocked is not accepted: step 2 blocked reads of public.orders",
                        "to accept it: --accept reads-blocked=REASON --accept writes-blocked=REASON\n");
        assertThat(Path.of(run, "sign-off.json")).doesNotExist();
        assertThat(signOff(
                        "--by=Ada",
                        "--accept=errors=they are retried, x=1",
                        "--accept=reads-blocked=at night",
                        "--accept=writes-blocked=at night"))
                .isZero();
        assertThat(Path.of(run, "sign-off.json")).content().contains("\"reason\": \"they are retried, x=1\"");
    }

    @Test
    void an_incomplete_run_is_not_signed_off() throws IOException {
        KeptSample.in(Path.of(run), SampleRun.incomplete());
        assertThat(signOff("--by=Ada")).isEqualTo(1);
        assertThat(out.toString()).startsWith("not signed off: the run is incomplete");
    }

    @Test
    void a_record_is_replaced_by_that_of_another_run_but_nothing_else_is() throws IOException {
        signOff("--by=Ada", "--record=" + record);
        Files.delete(Path.of(run, "sign-off.json"));
        assertThat(signOff("--by=Bob", "--record=" + record)).isZero();
        assertThat(Path.of(record)).content().contains("\"by\": \"Bob\"");
        Files.delete(Path.of(run, "sign-off.json"));
        assertThat(signOff("--by=Bob", "--record=" + script)).isEqualTo(2);
        assertThat(Path.of(script)).hasContent(MAIN);
        assertThat(Path.of(run, "sign-off.json")).doesNotExist();
    }

    @Test
    void the_schema_can_be_printed() {
        assertThat(execute("sign-off", "--schema")).isZero();
        assertThat(out.toString()).isEqualTo(SignOff.schema()).contains("urn:dryrun:sign-off:1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RUN|nobody was named to sign off",
                "RUN,--by= |nobody was named to sign off",
                "--by=Ada|no run was named",
                "DIR/none,--by=Ada|there is no run DIR/none",
                "RUN,--by=Ada,--accept=errors=fine|--accept errors: there is nothing of that name to accept in the run",
                "RUN,--by=Ada,--accept=errors|--accept errors gives no reason",
                "RUN,--by=Ada,--accept=errors= |--accept errors= gives no reason",
                "RUN,--by=Ada,--record=DIR/none/r.json|--record DIR/none/r.json cannot be written",
            })
    void what_cannot_be_signed_is_one_line(String arguments, String message) {
        refused("sign-off," + arguments, message);
        assertThat(Path.of(run, "sign-off.json")).as("half a decision").doesNotExist();
    }

    @Test
    void a_decision_that_could_not_be_recorded_can_be_taken_again() {
        assertThat(signOff("--by=Ada", "--record=" + directory.resolve("none/r.json")))
                .isEqualTo(2);
        assertThat(signOff("--by=Ada", "--record=" + record)).isZero();
        assertThat(gate("--record=" + record)).isZero();
    }

    @Test
    void a_run_is_signed_off_once() {
        signOff("--by=Ada");
        out.getBuffer().setLength(0);
        refused("sign-off,RUN,--by=Bob", "RUN/sign-off.json exists: this run was signed off before");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--migration=SCRIPT|nothing was given for --record",
                "--migration=SCRIPT,--record=DIR/none|--record DIR/none does not exist",
                "--migration=SCRIPT,--record=DIR|--record DIR is not a file",
                "--migration=SCRIPT,--record=SCRIPT|--record SCRIPT cannot be used: it is no record of a sign-off",
                "--migration=SCRIPT,--record=RUN/report.json|--record RUN/report.json cannot be used: it is no record",
                "--migration=SCRIPT,--record=DIR/edited.json|--record DIR/edited.json cannot be used: it was changed after",
                "--migration=SCRIPT,--record=RECORD,--max-age=7|--max-age 7 is a duration without a unit",
                "--migration=SCRIPT,--record=RECORD,--dump=DIR/none|--dump DIR/none does not exist",
                "--migration=DIR/none,--record=RECORD|--migration DIR/none does not exist",
                "--record=RECORD|nothing was given for --migration",
                "--migration-command=flyway migrate,--record=RECORD|--migration-command cannot be checked",
            })
    void what_cannot_be_checked_is_one_line(String arguments, String message) throws IOException {
        signOff("--by=Ada", "--record=" + record);
        out.getBuffer().setLength(0);
        Files.writeString(
                directory.resolve("edited.json"),
                Files.readString(Path.of(record)).replace("\"Ada\"", "\"Eve\""));
        refused("check-sign-off," + arguments, message);
    }

    private void refused(String arguments, String message) {
        assertThat(execute(named(arguments).split(","))).isEqualTo(2);
        assertThat(errors.toString()).matches("dryrun: [^\n]+\nhint: [^\n]+\n").startsWith("dryrun: " + named(message));
        assertThat(out.toString()).isEmpty();
    }

    private String named(String text) {
        return text.replace("RUN", run)
                .replace("RECORD", record)
                .replace("SCRIPT", script)
                .replace("DIR", directory.toString());
    }

    private int signOff(String... options) {
        return execute("sign-off", options, run);
    }

    private int gate(String... options) {
        return execute("check-sign-off", options, "--migration=" + script);
    }

    private int execute(String command, String[] options, String last) {
        String[] all = new String[options.length + 2];
        all[0] = command;
        System.arraycopy(options, 0, all, 1, options.length);
        all[options.length + 1] = last;
        return execute(all);
    }

    private int execute(String... arguments) {
        Interruption none = new Interruption(Thread.currentThread());
        return new Main(new PrintWriter(out, true), new PrintWriter(errors, true), none, Map.of()).execute(arguments);
    }

    private static MigrationFile file(String path, String text) throws Exception {
        return new MigrationFile(path, sha256(text), MigrationFormat.PSQL, TransactionMode.AS_WRITTEN);
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
