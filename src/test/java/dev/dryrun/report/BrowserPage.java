package dev.dryrun.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A page of a {@link Browser}, and all that it complained of or asked the network for. */
final class BrowserPage {

    private static final long DEADLINE_NANOS = 60_000_000_000L;

    private final Browser browser;
    private final String session;
    private final int width;
    private final int height;

    BrowserPage(Browser browser, String session, int width, int height) {
        this.browser = browser;
        this.session = session;
        this.width = width;
        this.height = height;
        for (String domain : List.of("Page", "Runtime", "Log", "Network", "Audits")) {
            call(domain + ".enable", Map.of());
        }
        call("Performance.enable", Map.of("timeDomain", "threadTicks"));
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    }

    BrowserPage withoutJavaScript() {
        call("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        return this;
    }

    /** {@code prefers-color-scheme}. */
    BrowserPage preferring(String scheme) {
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        return this;
    }

    BrowserPage open(Path file) {
        int before = browser.events(session, "Page.loadEventFired").size();
        call("Page.navigate", Map.of("url", file.toUri().toString()));
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (browser.events(session, "Page.loadEventFired").size() == before) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(file + " did not load");
            }
            LockSupport.parkNanos(2_000_000);
        }
        return this;
    }

    /** The value of an expression. */
    JsonNode evaluate(String expression) {
        JsonNode answer =
                call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + answer.get("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    double number(String expression) {
        return evaluate(expression).asDouble();
    }

    String text(String expression) {
        return evaluate(expression).asText();
    }

    boolean holds(String expression) {
        return evaluate(expression).asBoolean();
    }

    void mouse(String type, double x, double y) {
        call(
                "Input.dispatchMouseEvent",
                Map.of("type", type, "x", x, "y", y, "button", "left", "buttons", 1, "clickCount", 1));
    }

    void key(String key) {
        call("Input.dispatchKeyEvent", Map.of("type", "keyDown", "key", key));
    }

    /** A PDF, in base64. */
    String printed() {
        return call("Page.printToPDF", Map.of("printBackground", true))
                .path("data")
                .asText();
    }

    /** How much processor time the page's main thread has used since it was opened. */
    double busyMilliseconds() {
        for (JsonNode metric : call("Performance.getMetrics", Map.of()).path("metrics")) {
            if (metric.path("name").asText().equals("TaskDuration")) {
                return metric.path("value").asDouble() * 1000;
            }
        }
        throw new IllegalStateException("no TaskDuration");
    }

    /** A part of the page, as PNG. */
    byte[] picture(Map<String, Double> part) {
        String data = call(
                        "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", part))
                .path("data")
                .asText();
        return Base64.getDecoder().decode(data);
    }

    /** Errors and warnings of the console, exceptions, and what the policy of the page forbade. */
    List<String> complaints() {
        List<String> all = new ArrayList<>();
        browser.events(session, "Runtime.exceptionThrown").forEach(event -> all.add(event.toString()));
        browser.events(session, "Runtime.consoleAPICalled").forEach(event -> all.add(event.toString()));
        browser.events(session, "Log.entryAdded").forEach(event -> all.add(event.toString()));
        browser.events(session, "Audits.issueAdded").stream()
                .filter(event -> event.toString().contains("ContentSecurityPolicy"))
                .forEach(event -> all.add(event.toString()));
        return all;
    }

    /** Addresses. */
    List<String> requests() {
        return browser.events(session, "Network.requestWillBeSent").stream()
                .map(event -> event.path("request").path("url").asText())
                .toList();
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    private JsonNode call(String method, Map<String, ?> parameters) {
        return browser.call(session, method, parameters);
    }
}
