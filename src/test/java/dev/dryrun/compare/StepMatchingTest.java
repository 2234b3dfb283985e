package dev.dryrun.compare;

import static dev.dryrun.report.SampleSteps.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.report.Report;
import dev.dryrun.report.SampleRun;
import dev.dryrun.report.StepReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StepMatchingTest {

    @Test
    void equal_steps_are_matched_and_the_others_are_inserted_or_removed_in_their_places() {
        assertThat(matched(run("a", "b", "c", "d"), run("a", "x", "c", "d", "y")))
                .containsExactly("1=1", "-2", "+2", "3=3", "4=4", "+5");
    }

    @Test
    void comments_spaces_and_the_case_of_keywords_make_no_other_statement() {
        assertThat(matched(
                        run("ALTER TABLE orders\n  ADD note text"),
                        run("alter table orders -- for the shop\n add /* new */ note TEXT")))
                .containsExactly("1=1");
    }

    @Test
    void what_is_quoted_is_compared_as_it_is() {
        assertThat(matched(run("SELECT 'A  B'", "SELECT \"A\""), run("SELECT 'a b'", "SELECT a")))
                .containsExactly("-1", "-2", "+1", "+2");
        assertThat(matched(run("SELECT \"a\""), run("SELECT a")))
                .as("a quoted name may be another than the same word without quotes")
                .containsExactly("-1", "+1");
    }

    @Test
    void repeated_statements_are_matched_by_their_order() {
        assertThat(matched(run("BEGIN", "x", "COMMIT"), run("BEGIN", "new", "COMMIT", "BEGIN", "x", "COMMIT")))
                .containsOnlyOnce("2=5", "3=6")
                .hasSize(6);
    }

    @Test
    void a_statement_at_another_place_is_moved_but_a_frame_around_others_is_not() {
        assertThat(matched(run("a", "b", "c"), run("c", "a", "b"))).containsExactly("3>1", "1=2", "2=3");
        assertThat(matched(run("a", "b", "COMMIT"), run("COMMIT", "a", "b"))).containsExactly("+1", "1=2", "2=3", "-3");
    }

    @Test
    void in_several_files_a_step_belongs_to_the_file_of_its_name() {
        Report before = SampleRun.of(in(1, "old/1.sql", "a"), in(2, "old/2.sql", "a"), in(3, "old/2.sql", "b"))
                .done();
        Report after =
                SampleRun.of(in(1, "new/2.sql", "a"), in(2, "new/3.sql", "b")).done();
        assertThat(matched(before, after)).containsExactly("-1", "2=1", "-3", "+2");
    }

    @Test
    void one_file_may_be_renamed() {
        assertThat(matched(
                        SampleRun.of(in(1, "unsafe.sql", "a")).done(),
                        SampleRun.of(in(1, "safe.sql", "a")).done()))
                .containsExactly("1=1");
    }

    @Test
    void nothing_in_common_is_removed_and_inserted() {
        assertThat(matched(run("a"), run("b"))).containsExactly("-1", "+1");
    }

    /** So many that no table of lengths is made: they are divided at what stands in both just once. */
    @Test
    void thousands_of_steps_are_matched_between_those_that_are_unique() {
        List<String> before = IntStream.range(0, 6_000)
                .mapToObj(i -> i % 3 == 0 ? "UPDATE t SET x = " + i : i % 3 == 1 ? "COMMIT" : "BEGIN")
                .toList();
        List<String> after = new ArrayList<>(before);
        after.add(0, "first");
        after.add(3_001, "in the middle");
        after.remove(4_500);
        after.add("last");

        List<String> matched = matched(run(before), run(after));

        assertThat(matched).hasSize(6_003);
        assertThat(matched.stream().filter(each -> each.startsWith("+"))).containsExactly("+1", "+3002", "+6002");
        assertThat(matched.stream().filter(each -> each.startsWith("-"))).containsExactly("-4499");
    }

    @Test
    void every_step_of_both_runs_is_there_once_whatever_was_changed() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<String> before = statements(random, random.nextInt(30));
            List<String> after = new ArrayList<>(before);
            Collections.shuffle(after.subList(0, after.size() / 2), random);
            after.addAll(statements(random, random.nextInt(5)));
            List<StepPair> pairs = StepMatching.of(run(before), run(after));
            assertThat(pairs.stream()
                            .flatMap(pair -> pair.before().stream())
                            .map(StepReport::number)
                            .distinct())
                    .hasSize(before.size());
            assertThat(pairs.stream().flatMap(pair -> pair.after().stream()).map(StepReport::number))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, after.size()).boxed().toList());
            assertThat(pairs)
                    .filteredOn(StepPair::isInBoth)
                    .allMatch(pair ->
                            sql(pair.before().get()).equals(sql(pair.after().get())));
        }
    }

    private static List<String> statements(Random random, int count) {
        return Stream.generate(() -> "SELECT " + random.nextInt(12))
                .limit(count)
                .toList();
    }

    private static String sql(StepReport step) {
        return step.statement().sql();
    }

    /** {@code 1=2} matched, {@code 1>2} moved, {@code -1} removed, {@code +2} inserted. */
    private static List<String> matched(Report before, Report after) {
        return StepMatching.of(before, after).stream()
                .map(pair -> pair.isInBoth()
                        ? pair.before().get().number()
                                + (pair.moved() ? ">" : "=")
                                + pair.after().get().number()
                        : pair.before().map(step -> "-" + step.number()).orElse("")
                                + pair.after().map(step -> "+" + step.number()).orElse(""))
                .toList();
    }

    private static Report run(String... statements) {
        return run(List.of(statements));
    }

    private static Report run(List<String> statements) {
        return SampleRun.of(IntStream.range(0, statements.size())
                        .mapToObj(i -> step(i + 1, kind(statements.get(i)), statements.get(i))
                                .done())
                        .toArray(StepReport[]::new))
                .done();
    }

    private static String kind(String sql) {
        return sql.equals("COMMIT") || sql.equals("BEGIN") ? sql : "SELECT";
    }

    private static StepReport in(int number, String file, String sql) {
        return step(number, "SELECT", sql).in(file).done();
    }
}
