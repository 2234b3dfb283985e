package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.dryrun.observe.LockOracle.Held;
import dev.dryrun.postgres.EmbeddedPrograms;
import dev.dryrun.postgres.TestServer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What dryrun reports for a statement is what Postgres has locked, no less and no more: the same statement in a plain
 * session, which reads its own {@code pg_locks} before it commits, shows the same relations in the same modes, and the
 * strongest mode on a table is the one that is documented. On every supported major.
 */
class LockCatalogueIT {

    private static final int ENOUGH = 200;

    /** After every step all of the catalog is read: it is quicker with fewer relations in it. */
    private static final int TOGETHER = 40;

    private static final Map<String, String> SETTINGS =
            Map.of("autovacuum", "off", "fsync", "off", "wal_init_zero", "off", "max_wal_size", "4GB");

    @Test
    void there_are_enough_forms_and_each_has_a_name_of_its_own() throws IOException {
        assertThat(LockForm.all().size()).isGreaterThanOrEqualTo(ENOUGH);
        assertThat(LockForm.all()).extracting(LockForm::toString).doesNotHaveDuplicates();
    }

    @TestFactory
    Stream<DynamicNode> every_form_locks_what_is_reported() {
        // For whoever works on one major.
        String only = System.getProperty("major", "");
        return EmbeddedPrograms.MAJORS.stream()
                .filter(major ->
                        only.isEmpty() || Arrays.asList(only.split(",")).contains(major.toString()))
                .map(major ->
                        dynamicContainer("Postgres " + major, Stream.of(major).flatMap(this::on)));
    }

    private Stream<DynamicTest> on(int major) {
        List<DynamicTest> tests = new ArrayList<>();
        try (Rehearsal rehearsal = new Rehearsal(TestServer.start(major), SETTINGS)) {
            TestServer.execute(rehearsal.server(), "CREATE ROLE keeper; CREATE ROLE heir");
            List<LockForm> forms = LockForm.all().stream()
                    .filter(form -> form.marks().holdFor(major))
                    .toList();
            for (int from = 0; from < forms.size(); from += TOGETHER) {
                List<LockForm> some = forms.subList(from, Math.min(forms.size(), from + TOGETHER));
                LockCatalogueRun run = new LockCatalogueRun(rehearsal, some).run();
                some.forEach(form -> tests.add(dynamicTest(major + " " + form, () -> check(run, form))));
            }
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
        return tests.stream();
    }

    private static void check(LockCatalogueRun run, LockForm form) {
        if (form.marks().alone()) {
            reportsWhatIsDocumented(run, form);
        } else {
            reportsTheSame(run, form);
        }
    }

    private static void reportsTheSame(LockCatalogueRun run, LockForm form) {
        assertThat(run.step(form).step().error()).isEmpty();
        assertThat(run.reported(form)).as(form.statement()).isEqualTo(run.plain(form));
        Map<String, Optional<LockMode>> documented = run.documented(form);
        documented.forEach((relation, mode) ->
                assertThat(strongest(run.plain(form), relation)).as(relation).isEqualTo(mode));
    }

    /** All that is documented for certain, if need be for no other reason than that, and nothing that is not documented. */
    private static void reportsWhatIsDocumented(LockCatalogueRun run, LockForm form) {
        assertThat(run.step(form).step().error()).isEmpty();
        assertThat(run.step(form).step().knowsAllLocks()).isFalse();
        List<String> reported = run.reported(form).stream()
                // A name is looked up under ACCESS SHARE; now and then a sample sees one.
                .filter(held -> !held.created() && held.mode() != LockMode.ACCESS_SHARE)
                .map(held -> held.relation() + " " + held.mode())
                .toList();
        assertThat(run.allowed(form)).as(form.statement()).containsAll(reported);
        assertThat(reported).as(form.statement()).containsAll(run.certain(form));
    }

    private static Optional<LockMode> strongest(Set<Held> held, String relation) {
        return held.stream()
                .filter(lock -> lock.relation().equals(relation))
                .map(Held::mode)
                .max(Comparator.naturalOrder());
    }
}
