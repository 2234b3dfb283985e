package dev.dryrun.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report as a browser shows it. */
class HtmlInBrowserIT {

    private static final long MEGABYTE = 1024 * 1024;

    private static Browser browser;

    @TempDir
    Path directory;

    @BeforeAll
    static void starts() throws Exception {
        browser = Browser.start();
    }

    @AfterAll
    static void ends() throws Exception {
        browser.close();
    }

    @ParameterizedTest
    @CsvSource({
        "breached,1400,light",
        "breached,390,dark",
        "disturbed,1400,dark",
        "no-load,390,light",
        "files,390,light"
    })
    void everything_is_shown_and_nothing_is_fetched_or_complained_of(String sample, int width, String scheme)
            throws IOException {
        Path file = write(SampleReports.all().get(sample));
        BrowserPage page = browser.page(width, 900).preferring(scheme).open(file);

        assertThat(page.complaints()).isEmpty();
        assertThat(page.requests()).containsExactly(file.toUri().toString());
        assertThat(page.number("document.documentElement.scrollWidth"))
                .as("no page wider than the screen")
                .isEqualTo(width);
        assertThat(page.holds(visible("svg.plot rect.step"))).isTrue();
        assertThat(page.text("document.querySelector('h1').innerText"))
                .contains(VerdictWords.sentence(SampleReports.all().get(sample)));
    }

    @ParameterizedTest
    @CsvSource({"1400", "390"})
    void locks_and_charts_stand_on_one_axis_and_are_zoomed_together(int width) throws IOException {
        BrowserPage page = browser.page(width, 1200).open(write(SampleReports.breached()));
        double left = page.number(edge("svg.plot", "left"));
        double right = page.number(edge("svg.plot", "right"));

        assertThat(page.number("document.querySelectorAll('#charts .u-over').length"))
                .isEqualTo(5);
        for (String chart : new String[] {"queue", "pool", "throughput", "errors", "latency"}) {
            assertThat(page.number(edge("#" + chart + " .u-over", "left")))
                    .as(chart)
                    .isCloseTo(left, within(1.0));
            assertThat(page.number(edge("#" + chart + " .u-over", "right")))
                    .as(chart)
                    .isCloseTo(right, within(1.0));
        }

        String step = "[...document.querySelectorAll('rect.step')].find(r => r.textContent.startsWith('Step 3'))";
        double before = page.number(step + ".getBoundingClientRect().width");
        page.evaluate("document.querySelector('#latency').scrollIntoView({block: 'center'})");
        double y = page.number(edge("#latency .u-over", "top")) + 20;
        page.mouse("mouseMoved", left + (right - left) * 0.4, y);
        assertThat(page.text(soon("document.querySelector('.readout .step').textContent")))
                .startsWith("Step ");
        assertThat(page.text("document.querySelector('output[data-value=p99Ms]').textContent"))
                .endsWith("s");
        page.mouse("mousePressed", left + (right - left) * 0.4, y);
        page.mouse("mouseMoved", left + (right - left) * 0.6, y);
        page.mouse("mouseReleased", left + (right - left) * 0.6, y);
        assertThat(page.number("document.querySelector('svg.plot [data-from]').getBoundingClientRect().width"))
                .as("of the baseline nothing is left")
                .isZero();

        page.evaluate("document.querySelector('svg.plot').focus()");
        page.key("Escape");
        assertThat(page.number(step + ".getBoundingClientRect().width")).isCloseTo(before, within(0.1));
        page.key("ArrowRight");
        assertThat(page.text(soon("document.querySelector('.readout .moment').textContent")))
                .isNotEmpty();
        page.evaluate("document.querySelector('[data-zoom=in]').click()");
        assertThat(page.number(step + ".getBoundingClientRect().width")).isGreaterThan(before);
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void a_step_tells_everything_when_it_is_opened_by_a_link() throws IOException {
        BrowserPage page = browser.page(1400, 900).open(write(SampleReports.breached()));

        assertThat(page.holds("document.querySelector('#step-2').open")).isTrue();
        assertThat(page.holds("document.querySelector('#step-5').open")).isFalse();
        page.evaluate("document.querySelector('table.steps a[href=\"#step-5\"]').click()");
        page.evaluate("new Promise(done => setTimeout(done, 200))");
        assertThat(page.holds("document.querySelector('#step-5').open")).isTrue();
        assertThat(page.text("document.querySelector('#step-2').innerText"))
                .contains("ALTER TABLE orders ADD COLUMN channel text")
                .contains("ACCESS EXCLUSIVE")
                .contains("3.21–3.24 s")
                .contains("Who was blocked")
                .contains("Whom the step itself waited for")
                .contains("before the migration", "during this step", "after the migration")
                .contains("Commit after the ALTER TABLE");
        assertThat(page.text("document.querySelector('#step-3').textContent")).contains("WAL", "92 MB", "Rewrote");
    }

    @Test
    void without_javascript_the_locks_and_the_steps_can_be_read() throws IOException {
        BrowserPage page = browser.page(1400, 900).withoutJavaScript().open(write(SampleReports.breached()));

        assertThat(page.holds(visible("svg.plot rect.lock"))).isTrue();
        assertThat(page.holds(visible("svg.plot text.tick"))).isTrue();
        assertThat(page.holds(visible("#step-2 table"))).isTrue();
        assertThat(page.holds(visible("noscript p"))).isTrue();
        assertThat(page.holds(visible("#charts"))).isFalse();
        assertThat(page.holds(visible(".controls"))).isFalse();
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void what_names_and_statements_hold_is_shown_and_does_nothing() throws IOException {
        Path file = write(HostileReport.report());
        BrowserPage page = browser.page(390, 900).open(file);

        assertThat(page.complaints()).isEmpty();
        assertThat(page.requests()).containsExactly(file.toUri().toString());
        assertThat(page.holds("window.hacked === undefined")).isTrue();
        assertThat(page.number("document.querySelectorAll('body script').length"))
                .as("the series, uPlot and our own")
                .isEqualTo(3);
        assertThat(page.number("document.querySelectorAll('img, iframe, object, link, form').length"))
                .isZero();
        assertThat(page.text("document.querySelector('#step-1 pre').textContent"))
                .contains(HostileReport.SQL);
        assertThat(page.text("document.querySelector('text.relation').textContent"))
                .isEqualTo(HostileReport.RELATION);
        assertThat(page.number("document.documentElement.scrollWidth")).isEqualTo(390);
    }

    @Test
    void on_paper_every_step_is_open() throws IOException {
        BrowserPage page = browser.page(1400, 900).preferring("dark").open(write(SampleReports.breached()));
        page.evaluate("window.addEventListener('beforeprint', () => {"
                + " window.opened = document.querySelectorAll('details:not([open])').length === 0; })");
        byte[] pdf = Base64.getDecoder().decode(page.printed());

        assertThat(new String(pdf, 0, 5)).isEqualTo("%PDF-");
        assertThat(page.holds("window.opened")).isTrue();
        assertThat(page.holds("document.querySelector('#step-5').open"))
                .as("as before")
                .isFalse();
        assertThat(page.complaints()).isEmpty();
    }

    /** What counts is the time that the page itself needs: other programs of the machine may be at work. */
    @Test
    void two_thousand_steps_and_an_hour_of_samples_open_in_two_seconds() throws IOException {
        Path file = write(SampleHour.report(), Duration.ofHours(1));
        assertThat(Files.size(file)).isLessThan(10 * MEGABYTE);

        BrowserPage page = browser.page(1400, 900).open(file);
        double busy = page.busyMilliseconds();
        double opened = page.number("new Promise(done => setTimeout(() => {"
                + " const t = performance.timing; done(t.loadEventEnd - t.navigationStart); }, 50))");
        System.out.printf(
                Locale.ROOT, "%,d kB open in %.0f ms, busy for %.0f ms%n", Files.size(file) / 1024, opened, busy);
        assertThat(busy).isLessThan(2000);
        assertThat(page.complaints()).isEmpty();
        assertThat(page.holds(visible("#latency canvas"))).isTrue();
        assertThat(page.number("document.querySelectorAll('details.step').length"))
                .isEqualTo(2000);
        page.evaluate("document.querySelector('[data-zoom=in]').click()");
        assertThat(page.busyMilliseconds() - busy).as("one zoom").isLessThan(1000);
    }

    /** The text as soon as there is one: what the pointer or a key asks for is drawn with the next frame. */
    private static String soon(String text) {
        return "new Promise(done => { const last = performance.now() + 5000; const look = () => { const found = " + text
                + "; found || performance.now() > last ? done(found) : setTimeout(look, 10); }; look(); })";
    }

    private static String visible(String selector) {
        return "(() => { const found = document.querySelector('" + selector + "');"
                + " const box = found && found.getBoundingClientRect(); return !!box && box.width > 0 && box.height > 0; })()";
    }

    private static String edge(String selector, String side) {
        return "document.querySelector('" + selector + "').getBoundingClientRect()." + side;
    }

    private Path write(Report report) throws IOException {
        return write(report, Duration.ofSeconds(15));
    }

    private Path write(Report report, Duration length) throws IOException {
        Optional<TimeSeriesReport> series = Optional.of(report)
                .filter(each -> !each.conditions().load().isNone())
                .map(each -> SampleSeries.of(each, length));
        return Files.writeString(directory.resolve("report.html"), HtmlReport.render(report, series));
    }
}
