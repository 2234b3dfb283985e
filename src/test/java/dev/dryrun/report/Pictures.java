package dev.dryrun.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Cuts the pictures of docs/reading-the-report.md out of a report.html; docs/pictures/make calls it. */
final class Pictures {

    private static final int WIDTH = 960;
    private static final int HEIGHT = 900;
    private static final int MARGIN = 12;

    /** What each shows: the first elements that these selectors find, or the block of a step below that heading. */
    private static final Map<String, String> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("verdict", "[one('header.verdict')]");
        PARTS.put("budgets", "[one('.budgets')]");
        PARTS.put("timeline", "[one('#timeline')]");
        PARTS.put("steps", "[one('table.steps')]");
        PARTS.put("locks", "block('Locks')");
        PARTS.put("waited-for", "block('Whom the step itself waited for')");
        PARTS.put("blocked", "block('Who was blocked')");
        PARTS.put("felt", "block('What the application felt')");
    }

    private static final String FIND = """
            const one = selector => document.querySelector(selector);
            const block = heading => {
              const found = [...document.querySelectorAll('details.step[open] h3')]
                  .find(each => each.textContent === heading);
              const all = [];
              for (let each = found; each && (each === found || !['H3', 'DETAILS'].includes(each.tagName));
                  each = each.nextElementSibling) {
                all.push(each);
              }
              return all;
            };
            """;

    private Pictures() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[1]);
        try (Browser browser = Browser.start()) {
            BrowserPage page = browser.page(WIDTH, HEIGHT)
                    .preferring("light")
                    .open(Path.of(arguments[0]).toAbsolutePath());
            page.evaluate("document.querySelectorAll('details.step.bad, details.step.noted')"
                    + ".forEach(each => { each.open = true; each.style.contentVisibility = 'visible'; })");
            for (var part : PARTS.entrySet()) {
                JsonNode box = page.evaluate("(() => {" + FIND + "const all = " + part.getValue()
                        + ".filter(Boolean).map(each => each.getBoundingClientRect());"
                        + " return all.length === 0 ? null : ["
                        + "Math.min(...all.map(box => box.left)), Math.min(...all.map(box => box.top)) + scrollY,"
                        + "Math.max(...all.map(box => box.right)), Math.max(...all.map(box => box.bottom)) + scrollY];"
                        + "})()");
                if (box.isArray()) {
                    Files.write(directory.resolve(part.getKey() + ".png"), page.picture(clip(box)));
                }
            }
        }
    }

    private static Map<String, Double> clip(JsonNode box) {
        double left = Math.max(0, box.get(0).asDouble() - MARGIN);
        double top = Math.max(0, box.get(1).asDouble() - MARGIN);
        return Map.of(
                "x",
                left,
                "y",
                top,
                "width",
                Math.min(WIDTH, box.get(2).asDouble() + MARGIN) - left,
                "height",
                box.get(3).asDouble() + MARGIN - top,
                "scale",
                1.0);
    }
}
