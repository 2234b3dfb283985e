package dev.dryrun.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page as text; how a browser shows it is for HtmlInBrowserIT. */
class HtmlReportTest {

    @ParameterizedTest
    @ValueSource(strings = {"passed", "breached", "step-failed", "incomplete", "no-load", "nasty", "disturbed"})
    void the_page_is_as_accepted(String sample) throws IOException {
        Golden.assertMatches(
                sample + ".html",
                withoutAssets(HtmlReport.render(SampleReports.all().get(sample), Optional.empty())));
    }

    @Test
    void nothing_of_a_statement_or_message_becomes_an_element() {
        String page = withoutAssets(HtmlReport.render(SampleReports.nasty(), Optional.empty()));

        assertThat(page).doesNotContain("<script>").doesNotContain("<img").doesNotContain("</script><");
    }

    @Test
    void nothing_is_fetched_and_only_what_the_page_brings_may_run() {
        String page = HtmlReport.render(SampleReports.breached(), Optional.empty());

        assertThat(page).contains("default-src &#39;none&#39;").doesNotContain("unsafe-inline");
        assertThat(withoutAssets(page))
                .doesNotContain(" src=")
                .doesNotContain("<link")
                .doesNotContain(" style=");
    }

    private static String withoutAssets(String page) {
        return page.replaceAll("(?s)<style>.*?</style>", "<style/>")
                .replaceAll("(?s)<script>.*?</script>", "<script/>")
                .replaceAll("sha256-[^&]*", "sha256-…");
    }
}
