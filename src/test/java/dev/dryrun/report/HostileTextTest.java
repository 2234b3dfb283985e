package dev.dryrun.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dryrun.plan.ReportFormat;
import java.io.StringReader;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** A name, statement or message that tries to be more than text, in every place where a report shows one. */
class HostileTextTest {

    private static final String ATTACK =
            "x|y | z\n::error file=a.sql::injected\r\n| 1 | 2 |\n\n# heading\n```\n</code></pre>"
                    + "<script>alert(1)</script>]]>--><img src=x onerror=alert(1)> \u001b[2J\u009b31m\u0007\u0085 @everyone #1"
                    + " \u2066\u202E\u200F\u061C\u2028\u2029 %0A::error::encoded ##[error]azure '\"&amp;\uFFFE";

    private static final Report REPORT = HostileReport.of(ATTACK, "public.\"" + ATTACK.replace("\"", "\"\"") + "\"");
    private static final FullReport FULL = new FullReport(REPORT, Optional.empty());

    /** All that ends a line, moves a cursor or turns the direction of writing, but for line feeds. */
    private static final Pattern OBEYED =
            Pattern.compile("[\\p{Cc}&&[^\n]]|[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]");

    @Test
    void a_page_runs_nothing_of_it() {
        String page = FULL.render(ReportFormat.HTML);
        assertThat(page)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>alert", "<img src=x", "</code></pre><", "\u001b", "\u009b", "\u0007");
    }

    @Test
    void in_markdown_it_neither_breaks_a_table_nor_a_fence_nor_calls_anybody() {
        String text = FULL.render(ReportFormat.MARKDOWN);
        assertThat(text).doesNotContainPattern(OBEYED);
        String prose = text.replaceAll("(?ms)^(`{3,})\\w*$.*?^\\1$", "");
        assertThat(prose.lines())
                .noneMatch(
                        line -> line.startsWith("::") || line.startsWith("# heading") || line.startsWith("| 1 | 2 |"))
                .noneMatch(line -> line.replaceAll("(`+).*?\\1", "").contains("<script>"));
        assertThat(prose.lines().filter(line -> line.startsWith("| 1 | <code>x\\|y")))
                .isNotEmpty()
                .allMatch(line -> line.replaceAll("\\\\\\|", "")
                                .chars()
                                .filter(each -> each == '|')
                                .count()
                        == 9);
    }

    @Test
    void a_terminal_and_a_runner_of_github_obey_nothing_of_it() {
        String table = TerminalReport.render(REPORT, 100, false);
        assertThat(table).doesNotContainPattern(OBEYED);
        assertThat(table.lines()).noneMatch(line -> line.startsWith("::"));

        String commands = GitHubReport.render(REPORT, file -> file);
        assertThat(commands).isNotEmpty().doesNotContainPattern(OBEYED);
        assertThat(commands.lines())
                .allMatch(line -> line.matches("::(?:error|warning|notice|debug|group|endgroup) ?.*"))
                .noneMatch(
                        line -> line.startsWith("::error file=a.sql::injected") || line.startsWith("::error::encoded"));
        assertThat(commands).doesNotContain(" %0A::").contains("%250A");
    }

    @Test
    void what_programs_read_stays_well_formed_and_json_keeps_it_whole() throws Exception {
        String junit = FULL.render(ReportFormat.JUNIT);
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(junit)))
                        .getElementsByTagName("script")
                        .getLength())
                .isZero();
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(FULL.render(ReportFormat.SARIF))
                        .at("/runs/0/results")
                        .size())
                .isPositive();
        assertThat(json.readTree(FULL.render(ReportFormat.JSON))
                        .at("/steps/0/sql")
                        .asText())
                .isEqualTo(ATTACK);
    }
}
