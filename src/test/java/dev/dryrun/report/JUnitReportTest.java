package dev.dryrun.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class JUnitReportTest {

    @ParameterizedTest
    @ValueSource(strings = {"passed", "breached", "step-failed", "incomplete", "no-load", "nasty"})
    void the_text_is_as_accepted(String sample) throws IOException {
        Golden.assertMatches(
                sample + ".xml", JUnitReport.render(SampleReports.all().get(sample)));
    }

    @Test
    void every_sample_is_well_formed_and_its_suites_count_their_cases() throws Exception {
        for (Report report : SampleReports.all().values()) {
            Document document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(JUnitReport.render(report).getBytes(StandardCharsets.UTF_8)));
            for (int i = 0; i < document.getElementsByTagName("testsuite").getLength(); i++) {
                Element suite =
                        (Element) document.getElementsByTagName("testsuite").item(i);
                assertThat(suite.getElementsByTagName("testcase").getLength())
                        .isEqualTo(Integer.parseInt(suite.getAttribute("tests")));
                assertThat(suite.getElementsByTagName("failure").getLength())
                        .isEqualTo(Integer.parseInt(suite.getAttribute("failures")));
                assertThat(suite.getElementsByTagName("skipped").getLength())
                        .isEqualTo(Integer.parseInt(suite.getAttribute("skipped")));
            }
        }
    }
}
