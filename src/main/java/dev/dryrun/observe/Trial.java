package dev.dryrun.observe;

import dev.dryrun.disturb.Disturbances;
import dev.dryrun.load.Calibration;
import dev.dryrun.load.LoadGenerator;
import dev.dryrun.load.LoadResult;
import dev.dryrun.load.LoadTarget;
import dev.dryrun.load.ProfileBinding;
import dev.dryrun.load.ProfileDerivation;
import dev.dryrun.load.StatementsDerivation;
import dev.dryrun.plan.NoVerdict;
import dev.dryrun.plan.Plan;
import dev.dryrun.postgres.HarnessSession;
import dev.dryrun.postgres.PostgresServer;
import dev.dryrun.postgres.ServerFailure;
import dev.dryrun.profile.BudgetParts;
import dev.dryrun.profile.LoadInput;
import dev.dryrun.profile.LoadProfile;
import dev.dryrun.profile.ProfileDraft;
import dev.dryrun.progress.Progress;
import dev.dryrun.progress.Reached;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Phases;
import dev.dryrun.time.RunClock;
import dev.dryrun.time.Stages;
import dev.dryrun.time.Stopper;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One measured run on a settled database: warm-up, the steps under load, cool-down. */
public final class Trial {

    /** How long requests under way at the end may still take. */
    private static final Duration LOAD_GRACE = Duration.ofSeconds(5);

    /** The same for somebody who pressed Ctrl-C, and waits. */
    private static final Duration SHORT_GRACE = Duration.ofSeconds(2);

    /** Longer than anything of ours takes; a server that does not answer for so long will not. */
    private static final int SILENCE_MILLIS = 60_000;

    private final Plan plan;
    private final Work work;
    private final Stages stages;
    private final RunClock clock;
    private final Progress progress;
    private final Phases phases = new Phases();
    private Stopper stopper;
    private Optional<MeterRegistry> meters = Optional.empty();
    private Consumer<Observations> keeper = part -> {};
    private LoadInput load = LoadInput.DERIVED;
    private Optional<String> noLoad = Optional.empty();

    public Trial(Plan plan, Work work, Stages stages, Progress progress) {
        this.plan = plan;
        this.work = work;
        this.stages = stages;
        this.clock = stages.clock();
        this.progress = progress;
        this.stopper = Stopper.onDemand(clock);
    }

    /** Who keeps the steps that have ended while the run goes on, told on a thread of its own. */
    public Trial keeping(Consumer<Observations> given) {
        keeper = given;
        return this;
    }

    /** Who may end it early; made by the thread that will run it. */
    public Trial until(Stopper given) {
        stopper = given;
        return this;
    }

    /** Where what goes on is counted for whoever looks on. */
    public Trial countingIn(MeterRegistry registry) {
        meters = Optional.of(registry);
        return this;
    }

    /** The load that the user has given. */
    public Trial under(LoadInput given) {
        load = given;
        return this;
    }

    /** Runs on a database that nobody else uses; ends with {@link NoVerdict} if nothing could be measured. */
    public Observations run(PostgresServer server, String database) {
        try (FactsConnection facts =
                        new FactsConnection(HarnessSession.free(server.connect(database, "dryrun facts")));
                Connection samplerConnection = HarnessSession.free(server.connect(database, "dryrun sampler"))) {
            samplerConnection.setNetworkTimeout(Runnable::run, SILENCE_MILLIS);
            facts.warm();
            facts.keepWal();
            LockQuery query = new LockQuery(samplerConnection, server.major(), clock);
            Sampler sampler = new Sampler(query, plan.steps().sampleInterval(), clock);
            meters.ifPresent(sampler.live()::bindTo);
            sampler.whenLost(e -> stopper.stop("sampling failed: " + e.getMessage()));
            Watching watching = new Watching(sampler, new CommittedCatalog(facts), facts, clock, phases);
            Disturbances disturbances = Disturbances.prepare(plan.steps().disturbances(), server, database, clock);
            Work.Order order = new Work.Order(plan.steps(), watching, disturbances, progress);
            try (disturbances;
                    Migrator migrator = work.on(server, database, order)) {
                return observe(server, database, migrator, order);
            }
        } catch (SQLException | IOException e) {
            throw new NoVerdict(
                    "the database could not be measured: " + e.getMessage(),
                    ServerFailure.tail(EarlyEnd.log(server)),
                    e);
        }
    }

    private Observations observe(PostgresServer server, String database, Migrator migrator, Work.Order order)
            throws SQLException {
        Watching watching = order.watching();
        Sampler sampler = watching.sampler();
        Map<String, String> settings = watching.facts().settings();
        Optional<LoadResult> load = runUnderLoad(server, database, migrator, order);
        order.disturbances().close();
        EarlyEnd end = new EarlyEnd(migrator, sampler, server, stopper);
        Optional<String> incomplete = end.why(load);
        progress.stage("concluding", "reading what the migration has left in logs and files");
        Aftermath aftermath = new Aftermath(server, watching.facts(), clock, sampler);
        stages.time("aftermath", () -> aftermath.read(migrator, incomplete, database));
        return new Observations(
                migrator.ran(),
                migrator.skipped(),
                aftermath.with(sampler.observations()),
                load,
                aftermath.bytes(),
                settings,
                aftermath.incomplete().map(end::explained),
                migrator.manner()
                        .amid(order.disturbances().spans(), aftermath.deadlocks())
                        .withoutLoad(noLoad)
                        .withSilences(sampler.silences()));
    }

    private Optional<LoadResult> runUnderLoad(
            PostgresServer server, String database, Migrator migration, Work.Order order) throws SQLException {
        Optional<LoadProfile> profile = stages.time("derive load", () -> profile(server, database));
        if (profile.isEmpty()) {
            progress.note("no load");
            runSteps(migration, order, Optional.empty());
            return Optional.empty();
        }
        BudgetParts.check(plan.budgets(), profile.get());
        LoadTarget target = new LoadTarget(server.jdbcUrl(database), server.user(), server.password());
        progress.stage(
                "connecting",
                "opening "
                        + LoadGenerator.connections(plan.load(), profile.get().sessions())
                        + " connections for the load");
        try (LoadGenerator load =
                stages.time("open load", () -> LoadGenerator.prepare(plan.load(), profile.get(), target, clock))) {
            meters.ifPresent(load::countingIn);
            load.notes().forEach(progress::note);
            load.offered().calibration().ifPresent(found -> progress.note(calibrated(found)));
            phases.begin(Phases.Kind.WARM_UP, 0, clock.now());
            load.start(clock.now(), phases);
            if (stages.time("warm-up", () -> rest("warming up", plan.load().warmUp()))) {
                runSteps(migration, order, Optional.of(LoadResult.begun(load.offered(), clock.now())));
            }
            phases.begin(Phases.Kind.COOL_DOWN, 0, clock.now());
            if (migration.incomplete().isEmpty()) {
                stages.time("cool-down", () -> rest("cooling down", plan.load().coolDown()));
            }
            return Optional.of(stages.time("end load", () -> stop(load)));
        }
    }

    private static String calibrated(Calibration found) {
        return String.format(
                Locale.ROOT,
                "the database sustains %.1f requests a second of this load, so %s will be made;"
                        + " what the calibration wrote stays",
                found.sustained(),
                BigDecimal.valueOf(found.rate()).stripTrailingZeros().toPlainString());
    }

    /** However often that is interrupted: what was measured until then is worth a report. */
    private static LoadResult stop(LoadGenerator load) {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return load.stop(interrupted ? SHORT_GRACE : LOAD_GRACE);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Optional<LoadProfile> profile(PostgresServer server, String database) {
        if (plan.load().isNone()) {
            return Optional.empty();
        }
        progress.stage("preparing", "preparing the load's queries");
        try (Connection connection = HarnessSession.free(server.connect(database, "dryrun facts"))) {
            Set<String> retired = retired();
            ProfileDerivation.checkRetired(connection, retired);
            LoadProfile profile = load == LoadInput.DERIVED
                    ? profile(connection)
                    : ProfileDerivation.withoutRetired(connection, profile(connection), retired);
            profile.notes().forEach(progress::note);
            if (profile.queries().isEmpty()) {
                noLoad = Optional.of(profile.whyEmpty());
                return Optional.empty();
            }
            return Optional.of(profile);
        } catch (SQLException e) {
            throw new NoVerdict("deriving the load failed: " + e.getMessage(), "try --load none", e);
        }
    }

    /** What the command line and the profile name. */
    private Set<String> retired() {
        Set<String> retired = new HashSet<>(plan.load().retired());
        if (load instanceof ProfileDraft draft) {
            retired.addAll(draft.retired());
        }
        return retired;
    }

    private LoadProfile profile(Connection connection) {
        if (load instanceof LoadInput.Measured measured) {
            return StatementsDerivation.derive(connection, measured);
        }
        if (load instanceof ProfileDraft draft) {
            return ProfileBinding.bind(connection, draft, plan.load().connections());
        }
        return ProfileDerivation.derive(
                connection, work.identifiers(), plan.load().retired());
    }

    /** What there is to say before the first step. */
    private static Observations before(Watching watching, Optional<LoadResult> load) throws SQLException {
        return new Observations(
                List.of(),
                List.of(),
                watching.sampler().observations(),
                load,
                StepBytes.UNKNOWN,
                watching.facts().settings(),
                Optional.of("it is still at work"),
                Manner.ofScript(List.of(), Map.of()));
    }

    private void runSteps(Migrator migration, Work.Order order, Optional<LoadResult> load) throws SQLException {
        order.disturbances().await(phases);
        order.disturbances().before(1);
        Sampler sampler = order.watching().sampler();
        CommittedCatalog catalog = order.watching().catalog();
        progress.stage(
                "steps",
                migration.announcement(),
                () -> sampler.live().reached(catalog.catalog(), clock.now(), migration.stepCount()));
        sampler.start();
        try (StepFeed feed = new StepFeed(order.watching(), migration, before(order.watching(), load), keeper)) {
            feed.start();
            stages.time("migration", migration::run);
        } finally {
            sampler.close();
        }
    }

    /** Returns false when interrupted; the flag stays set, so that whatever waits next ends at once. */
    private boolean rest(String what, Duration duration) {
        Moment begun = clock.now();
        progress.stage(what, what, () -> new Reached.Waited(clock.now().since(begun), duration));
        try {
            clock.sleepUntil(begun.plus(duration));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
