package dev.dryrun.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A comment on a pull request takes 65,536 characters, however much there is to say. */
class MarkdownSizeTest {

    private static final int GITHUB = 65_536;

    static Map<String, Report> large() {
        return SampleLarge.all();
    }

    static List<String> names() {
        return List.copyOf(large().keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_report_fits_into_a_comment_and_folds_what_it_opens(String name) {
        String text = MarkdownReport.render(large().get(name));

        assertThat(text.length()).isLessThan(GITHUB);
        assertThat(count(text, "<details>")).isEqualTo(count(text, "</details>"));
        assertThat(text).contains("<summary>How it was measured</summary>").contains("## Steps");
    }

    @Test
    void of_two_thousand_steps_the_worst_are_shown_and_the_others_counted() {
        String text = MarkdownReport.render(SampleLarge.manySteps(2000));

        assertThat(text)
                .containsPattern("\\*\\*1,[0-9]{3} of 2,000 steps are not shown; report.json has them\\.\\*\\*")
                .contains("### Step 1999: ALTER TABLE")
                .contains("| 1999 | ")
                .contains("| 1998 | ");
        assertThat(text.indexOf("### Step 1999")).isLessThan(text.indexOf("<summary>Step "));
    }

    @Test
    void of_five_thousand_findings_the_dangerous_ones_come_first_and_the_others_are_counted() {
        String text = MarkdownReport.render(SampleLarge.manyFindings(5000));

        assertThat(text).containsPattern("- [0-9,]+ more findings; report.json has them");
        String first = text.substring(text.indexOf("### Step 1:"), text.indexOf("## Findings on the run"));
        assertThat(first.split("- \\*\\*danger\\*\\*", -1)).hasSize(11);
        assertThat(first).doesNotContain("**info**");
    }

    @Test
    void a_statement_of_a_megabyte_is_cut_and_says_so() {
        assertThat(MarkdownReport.render(SampleLarge.longStatement()))
                .contains("The first 4,000 of 1,")
                .contains(" characters; report.json has them all.");
    }

    @Test
    void the_rows_of_a_cut_table_stand_in_the_order_of_the_steps() {
        String text = MarkdownReport.render(SampleLarge.manySteps(2000));
        List<Integer> first = text.lines()
                .dropWhile(line -> !line.equals("## Steps"))
                .takeWhile(line -> !line.startsWith("<details>"))
                .filter(line -> line.matches("\\| \\d+ \\| .*"))
                .map(line -> Integer.valueOf(line.split(" ")[1]))
                .collect(Collectors.toList());

        assertThat(first).hasSize(25).isSorted();
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }
}
