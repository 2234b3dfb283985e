package dev.dryrun.report;

import static dev.dryrun.report.SampleSteps.ms;

import dev.dryrun.report.Conditions.Sampling;
import dev.dryrun.report.Conditions.Server;
import dev.dryrun.report.LoadReport.Latencies;
import dev.dryrun.report.Report.Finding;
import dev.dryrun.report.Report.Finding.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Servers, loads and samplings for the reports of tests. */
final class SampleConditions {

    private SampleConditions() {}

    static Conditions usual() {
        return new Conditions(container(), load(false), sampling(5));
    }

    /** A load that could not keep up and samples that cost too much. */
    static Conditions troubled() {
        return new Conditions(container(), load(true), sampling(11));
    }

    static Conditions withoutLoad() {
        Server server =
                new Server(Server.Kind.LOCAL, Optional.empty(), "15.18", "Docker did not answer", Map.of("jit", "off"));
        Sampling none = new Sampling(
                ms(5), ms(5), 0, 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return new Conditions(server, LoadReport.none(), none);
    }

    private static Server container() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("server_encoding", "UTF8");
        settings.put("lc_collate", "en_US.UTF-8");
        settings.put("jit", "off");
        return new Server(Server.Kind.CONTAINER, Optional.of("postgres:15"), "15.18", "Docker answered", settings);
    }

    private static LoadReport load(boolean troubled) {
        Latencies usual = Latencies.of(ms(0.4), ms(0.6), ms(1.1), ms(4.2));
        LoadReport.Pool pool = new LoadReport.Pool(288, ms(1890), 12, ms(3189.7));
        LoadReport.Felt felt =
                new LoadReport.Felt(1620, 12, Latencies.of(ms(0.4), ms(1203), ms(2600), ms(3239.5)), 301);
        return new LoadReport(
                new LoadReport.Offered("auto", 100, 16, Optional.empty()),
                troubled,
                Optional.of(new LoadReport.Phase(500, 0, usual, List.of())),
                troubled
                        ? Optional.empty()
                        : Optional.of(new LoadReport.Phase(
                                500,
                                1,
                                usual,
                                List.of(new LoadReport.Failure(
                                        Optional.of("42703"), "column \"total\" does not exist", "read orders", 1)))),
                new LoadReport.Delays(troubled ? 1204 : 0, troubled ? 16 : 0, Optional.of(ms(1890))),
                new LoadReport.Pools(
                        Optional.of(pool),
                        List.of(new LoadReport.SessionClass("application", 100, 16, troubled, felt, pool))),
                List.of(new LoadReport.Query(
                        "orders_by_id",
                        "SELECT id, status FROM public.orders WHERE id = $1",
                        false,
                        0.8,
                        "application",
                        felt)));
    }

    private static Sampling sampling(double effectiveInterval) {
        return new Sampling(
                ms(5),
                ms(effectiveInterval),
                4321,
                3,
                Optional.of(ms(5.01)),
                Optional.of(ms(6.2)),
                Optional.of(ms(31.7)),
                Optional.of(ms(0.55)));
    }

    static Finding newerMajor() {
        return new Finding(
                "newer-major",
                Severity.WARNING,
                Optional.empty(),
                Optional.empty(),
                "The dump comes from 13.4, but the server is 15.18: locks can differ.",
                Optional.of("Use --server container, or install PostgreSQL 13."));
    }
}
