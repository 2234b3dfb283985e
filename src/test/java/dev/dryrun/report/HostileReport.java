package dev.dryrun.report;

import static dev.dryrun.report.SampleSteps.bounds;
import static dev.dryrun.report.SampleSteps.lock;
import static dev.dryrun.report.SampleSteps.ms;
import static dev.dryrun.report.SampleSteps.queue;
import static dev.dryrun.report.SampleSteps.step;

import dev.dryrun.report.Report.Finding;
import dev.dryrun.report.StepLocks.WaitedFor;
import java.util.List;
import java.util.Optional;

/** A report whose every text tries to become part of the page, or to turn it around. */
final class HostileReport {

    static final String SQL = "/* </script><script>window.hacked = 1</script><img src=x onerror=\"window.hacked=1\"> */"
            + " SELECT '\" onload=\"window.hacked=1', 'łódź 🐘', '\u202Etxet \u05E9\u05DC\u05D5\u05DD'";
    static final String RELATION = "public.\"</text></svg><script>window.hacked=1</script>' \" 🐘 \u202E"
            + "an-identifier-without-any-space-in-it-of-the-longest-sort\"";

    private HostileReport() {}

    static Report report() {
        return of(SQL, RELATION);
    }

    /** A file may be called anything, too. */
    private static Inputs from(Inputs sample, String name) {
        Inputs.DumpFile file = sample.dump().file();
        return new Inputs(
                new Inputs.Dump(
                        new Inputs.DumpFile(
                                name,
                                file.format(),
                                file.compression(),
                                file.serverVersion(),
                                file.bytes(),
                                file.sha256(),
                                name),
                        sample.dump().restore()),
                sample.migration());
    }

    private static LoadReport.StepLoad failing(String text) {
        LoadReport.StepLoad calm = SampleSteps.calm(3);
        return new LoadReport.StepLoad(
                new LoadReport.Counts(3, 1, 0, 0),
                calm.latencies(),
                calm.slow(),
                List.of(new LoadReport.Failure(Optional.of("P0001"), text, text, 1)),
                calm.pool(),
                List.of(new LoadReport.StepQuery(text, calm.queries().get(0).felt())),
                calm.harm());
    }

    /** With the texts as statement, file, query, message and advice. */
    static Report of(String sql, String relation) {
        Report sample = SampleReports.nasty();
        Finding finding = new Finding(
                "odd", Finding.Severity.DANGER, Optional.of(1), Optional.of(relation), sql, Optional.of(sql));
        return new Report(
                sample.run(),
                sample.verdict(),
                from(sample.inputs(), sql),
                sample.conditions(),
                List.of(
                        step(1, sql, sql)
                                .in("</title><script>window.hacked=1</script>.sql")
                                .locks(lock(relation, "AccessExclusiveLock", bounds(100, 200), 1))
                                .blocking(bounds(100, 200), bounds(100, 200), bounds(0, 1))
                                .blocked(queue(sql))
                                .waitedFor(new WaitedFor(
                                        1, sql, Optional.of(sql), Optional.of(sql), ms(1), SampleSteps.onOrders()))
                                .load(failing(sql))
                                .done(),
                        step(2, "SELECT", sql)
                                .failed("22P02", sql, Optional.of(1))
                                .done()),
                List.of(),
                List.of(finding));
    }
}
