package dev.dryrun.report;

import dev.dryrun.analysis.AwaitedLock;
import dev.dryrun.analysis.Blocking;
import dev.dryrun.analysis.FileChange;
import dev.dryrun.analysis.MigrationTime;
import dev.dryrun.analysis.RelationLock;
import dev.dryrun.analysis.StepAnalysis;
import dev.dryrun.load.PhaseLoad;
import dev.dryrun.observe.Catalog;
import dev.dryrun.observe.Observations;
import dev.dryrun.observe.PhaseSpan;
import dev.dryrun.observe.RanStep;
import dev.dryrun.observe.Relation;
import dev.dryrun.observe.WaitedForSpan;
import dev.dryrun.postgres.ServerError;
import dev.dryrun.script.Step;
import dev.dryrun.time.DurationBounds;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Phases;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts the analysis of the steps into the words of report.json. */
final class StepReports {

    /** Kinds of relations that people create and drop: tables, views, indexes, sequences and the like. */
    private static final String VISIBLE_KINDS = "rpvmfiIS";

    private final Observations seen;
    private final MigrationTime time;
    private final TryReports tries;
    private final Map<Integer, List<PhaseSpan>> phases;
    private final Map<Integer, PhaseLoad> loads;

    StepReports(Observations seen, MigrationTime time) {
        this.seen = seen;
        this.time = time;
        this.tries = new TryReports(seen, time);
        this.phases = seen.locks().phases().stream().collect(Collectors.groupingBy(PhaseSpan::step));
        this.loads = seen.load().stream()
                .flatMap(load -> load.phases().stream())
                .filter(phase -> phase.phase().kind() == Phases.Kind.STEP)
                .collect(Collectors.toMap(phase -> phase.phase().step(), phase -> phase));
    }

    StepReport ran(StepAnalysis step) {
        RanStep ran = step.step();
        return new StepReport(
                statement(ran.step()),
                result(ran).tried(tries.ofStep(ran.number())),
                timing(ran),
                new StepReport.Blocking(
                        step.blocking().longestReads(),
                        step.blocking().longestWrites(),
                        step.blocking().rows(),
                        through(step.blocking())),
                new StepReport.Contention(
                        step.locks().stream()
                                .map(lock -> lock(lock, ran.catalog()))
                                .toList(),
                        QueueReports.blocked(step.blocked()),
                        step.waitedFor().stream()
                                .map(span -> waitedFor(span, ran.catalog()))
                                .toList(),
                        load(ran.number())),
                storage(step),
                TryReports.volume(ran, seen));
    }

    private static List<StepReport.Through> through(Blocking blocking) {
        return blocking.through().entrySet().stream()
                .map(table -> new StepReport.Through(table.getKey(), List.copyOf(table.getValue())))
                .toList();
    }

    StepReport skipped(Step step) {
        return skipped(statement(step));
    }

    static StepReport skipped(StepReport.Statement statement) {
        return new StepReport(
                statement,
                StepReport.Result.skipped(),
                StepReport.Timing.skipped(),
                StepReport.Blocking.NOTHING,
                new StepReport.Contention(List.of(), StepLocks.Blocked.NOBODY, List.of(), Optional.empty()),
                StepReport.Storage.UNTOUCHED,
                StepReport.Volume.UNKNOWN);
    }

    private StepReport.Statement statement(Step step) {
        StepReport.Origin origin = seen.command()
                .map(command -> command.sessionOf(step.number()))
                .map(session -> StepReport.Origin.ofSession(session.number(), session.application()))
                .orElseGet(() -> StepReport.Origin.inFile(step.file(), step.line()));
        return new StepReport.Statement(step.number(), origin, step.sql(), step.kind());
    }

    private static StepReport.Result result(RanStep ran) {
        return ran.error().map(StepReports::failed).orElseGet(StepReport.Result::succeeded);
    }

    private static StepReport.Result failed(ServerError error) {
        String detail = error.detail().map(text -> " (" + text + ")").orElse("");
        return StepReport.Result.failed(Optional.of(error.sqlState()), error.message() + detail, error.position());
    }

    private StepReport.Timing timing(RanStep ran) {
        return new StepReport.Timing(
                ran.transaction(),
                Optional.of(time.of(ran.timing().sent()).since(Moment.ORIGIN)),
                Optional.of(ran.timing().duration()),
                Optional.of(ran.timing().overhead().length()),
                ran.rows(),
                phases.getOrDefault(ran.number(), List.of()).stream()
                        .map(phase -> new StepReport.Phase(
                                phase.phase(),
                                time.of(phase.started().latest()).since(Moment.ORIGIN),
                                DurationBounds.from(time.of(phase.started()), time.of(phase.ended()))))
                        .toList());
    }

    private static StepLocks.Lock lock(RelationLock lock, Catalog catalog) {
        return new StepLocks.Lock(
                new StepLocks.Request(
                        lock.name(),
                        lock.relation().flatMap(relation -> table(relation, catalog)),
                        lock.relation().map(relation -> String.valueOf(relation.relkind())),
                        lock.mode().pgName(),
                        lock.created()),
                lock.waited(),
                lock.held(),
                Optional.of(lock.releasedAfterStep()),
                lock.evidence().stream()
                        .sorted()
                        .map(evidence -> StepLocks.Evidence.valueOf(evidence.name()))
                        .toList(),
                lock.blocksReads(),
                lock.blocksWrites(),
                lock.times().intervals().stream()
                        .map(interval -> new StepLocks.Interval(
                                interval.requested().since(Moment.ORIGIN),
                                interval.granted().map(granted -> granted.since(Moment.ORIGIN)),
                                interval.released().since(Moment.ORIGIN)))
                        .toList());
    }

    /** Whose name says more than its own: pg_toast.pg_toast_16385. */
    private static Optional<String> table(Relation relation, Catalog catalog) {
        return Optional.of(catalog.tableOf(relation.oid()))
                .filter(table -> table != relation.oid())
                .flatMap(catalog::relation)
                .map(Relation::name);
    }

    private StepLocks.WaitedFor waitedFor(WaitedForSpan span, Catalog catalog) {
        DurationBounds waited = DurationBounds.from(time.of(span.started()), time.of(span.ended()));
        return new StepLocks.WaitedFor(
                span.pid(),
                span.who(),
                text(span.session().state()),
                text(span.session().query()),
                waited.atMost(),
                QueueReports.awaited(AwaitedLock.of(span.request(), catalog)));
    }

    private Optional<LoadReport.StepLoad> load(int number) {
        return Optional.ofNullable(loads.get(number)).map(LoadReports::step);
    }

    private StepReport.Storage storage(StepAnalysis step) {
        List<String> rewrites = step.files().stream()
                .filter(file -> file.relation().isHeap() && file.cause() == FileChange.Cause.REWRITE)
                .map(file -> file.relation().name())
                .toList();
        List<StepReport.NewFile> newFiles = step.files().stream()
                .map(file -> new StepReport.NewFile(
                        file.relation().name(),
                        StepReport.NewFile.Cause.valueOf(file.cause().name())))
                .toList();
        Set<Relation> created = step.step().facts().created();
        Set<Relation> dropped = step.step().facts().dropped();
        return new StepReport.Storage(rewrites, newFiles, names(created, newFiles), names(dropped, newFiles));
    }

    /** What was replaced under the same name (REINDEX CONCURRENTLY) was neither created nor dropped. */
    private static List<String> names(Collection<Relation> relations, List<StepReport.NewFile> replaced) {
        return relations.stream()
                .filter(relation -> VISIBLE_KINDS.indexOf(relation.relkind()) >= 0)
                .map(Relation::name)
                .filter(name -> !name.startsWith("pg_toast."))
                .filter(name ->
                        replaced.stream().noneMatch(file -> file.relation().equals(name)))
                .sorted()
                .toList();
    }

    static Optional<String> text(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
