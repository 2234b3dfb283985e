package dev.dryrun.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
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
                assertThat(suite.getElementsByTagName("error").getLength())
                        .isEqualTo(Integer.parseInt(suite.getAttribute("errors")));
                assertThat(suite.getElementsByTagName("skipped").getLength())
                        .isEqualTo(Integer.parseInt(suite.getAttribute("skipped")));
            }
        }
    }

    /** What the servers that read the format (Jenkins, GitLab, GitHub actions) have in common: see JUnitReport. */
    @Test
    void every_sample_follows_the_schema_that_ci_servers_agree_on() throws Exception {
        Validator validator = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(new StreamSource(JUnitReportTest.class.getResourceAsStream("junit.xsd")))
                .newValidator();
        for (Report report : SampleReports.all().values()) {
            assertThatNoException()
                    .isThrownBy(
                            () -> validator.validate(new StreamSource(new StringReader(JUnitReport.render(report)))));
        }
    }
}
