package dev.dryrun.report;

import dev.dryrun.report.html.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/** The styles and scripts that a page brings with it, and the policy that lets a browser run exactly these. */
final class HtmlAssets {

    private static final String UPLOT = "/META-INF/resources/webjars/uplot/";
    private static final String POM = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";

    private static final List<String> STYLES = List.of(charting("uPlot.min.css"), own("report.css"));
    private static final List<String> SCRIPTS = List.of(charting("uPlot.iife.min.js"), own("report.js"));

    private static final String POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; style-src "
            + hashes(STYLES) + "; script-src " + hashes(SCRIPTS);

    /** Of pages without charts. */
    static final String STYLE = own("report.css");

    static final String POLICY_WITHOUT_SCRIPTS =
            "default-src 'none'; base-uri 'none'; form-action 'none'; style-src " + hashes(List.of(STYLE));

    private HtmlAssets() {}

    /** @param series JSON; what could end its element is escaped */
    static Page.Assets with(String series) {
        return new Page.Assets(POLICY, STYLES, SCRIPTS, series.replace("<", "\\u003c"));
    }

    /** The version stands in the path of a web jar. */
    private static String charting(String file) {
        Properties properties = new Properties();
        try (InputStream pom = HtmlAssets.class.getResourceAsStream(POM)) {
            properties.load(pom);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return resource(UPLOT + properties.getProperty("version") + "/dist/" + file);
    }

    private static String own(String file) {
        return resource("/dev/dryrun/report/" + file);
    }

    private static String resource(String path) {
        try (InputStream file = HtmlAssets.class.getResourceAsStream(path)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hashes(List<String> texts) {
        return texts.stream().map(text -> "'sha256-" + sha256(text) + "'").collect(Collectors.joining(" "));
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
