package dev.dryrun.load;

import dev.dryrun.profile.Action;
import dev.dryrun.profile.Course;
import dev.dryrun.profile.DrawFailure;
import dev.dryrun.profile.Draws;
import dev.dryrun.profile.LoadQuery;
import dev.dryrun.profile.Origin;
import dev.dryrun.profile.ProfileDraft;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Tries a query of a profile in transactions that are rolled back, so that a mistake in it ends the run before it begins. */
final class QueryTrial {

    private static final int TRIALS = 3;
    static final String LIMIT = "SET LOCAL statement_timeout = '30s'";
    /** Deferred constraints fire at the end of the request, as they would at its commit. */
    private static final String CHECKING = "SET CONSTRAINTS ALL IMMEDIATE";

    /** A statement that takes long, or that wants no transaction around it, is not wrong: nobody has tried it then. */
    private static final Set<String> UNTRIED = Set.of("57014", "25001");

    /** No such table, no privilege, not understood, not supported: no values make a difference. */
    private static final Pattern NEVER_RUNS = Pattern.compile("(?:0A|25|26|28|2F|3D|3F|42|F0|HV|XX).*|");

    /** Connection lost, shut down, out of space or memory. */
    private static final Pattern OF_THE_SERVER = Pattern.compile("08.*|53.*|57P.*|58.*");

    private final Connection connection;
    private final ProfileDraft draft;
    private final List<String> notes;
    private Optional<Action.Execute> last = Optional.empty();

    QueryTrial(Connection connection, ProfileDraft draft, List<String> notes) {
        this.connection = connection;
        this.draft = draft;
        this.notes = notes;
    }

    /** It says nothing of the query, which may work where the load sends it. */
    static boolean leavesUntried(SQLException failed) {
        return UNTRIED.contains(failed.getSQLState());
    }

    /** The server has ended, or lacks what it needs: that says nothing of the query either, and nobody can go on. */
    static boolean isOfTheServer(SQLException failed) {
        return OF_THE_SERVER.matcher(state(failed)).matches();
    }

    /** A query that fails with some of what it draws, and not with all, runs: such requests are errors in a run, too. */
    private static boolean canNeverRun(SQLException failed) {
        return NEVER_RUNS.matcher(state(failed)).matches();
    }

    private static String state(SQLException failed) {
        return Optional.ofNullable(failed.getSQLState()).orElse("");
    }

    /** The query, and whether it writes: by its words, and by what it did in the branches that were taken. */
    LoadQuery tried(LoadQuery query) throws SQLException {
        boolean writes = query.actions().stream().flatMap(Action::statements).anyMatch(Action.Execute::saysItWrites);
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < TRIALS && faults.stream().noneMatch(Fault::always); i++) {
            begin();
            try {
                run(query, i);
                writes |= hasWritten();
            } catch (SQLException failed) {
                if (isOfTheServer(failed)) {
                    throw failed;
                }
                if (leavesUntried(failed)) {
                    notes.add(query.name() + ": not tried, because Postgres said: " + Reason.of(failed));
                    return query.withWrites(writes);
                }
                faults.add(new Fault(
                        " does not work: " + Reason.of(failed),
                        "mend the query; it was tried before the run",
                        canNeverRun(failed)));
            } catch (DrawFailure impossible) {
                faults.add(new Fault(": " + impossible.getMessage(), "mend the expression", false));
            }
        }
        LoadQuery found = judged(query, faults);
        return found == query ? query.withWrites(writes) : found;
    }

    /** What one trial has failed with, and whether every other would. */
    private record Fault(String what, String hint, boolean always) {}

    private LoadQuery judged(LoadQuery query, List<Fault> faults) throws SQLException {
        if (faults.isEmpty()) {
            return query;
        }
        Fault worst = faults.get(faults.size() - 1);
        if (worst.always() || faults.size() == TRIALS) {
            Optional<LoadQuery> simpler = withoutParameters(query);
            if (simpler.isPresent()) {
                return tried(simpler.get());
            }
            throw origin(query).refuse("\"" + query.name() + "\"" + worst.what(), worst.hint());
        }
        notes.add("\"" + query.name() + "\"" + worst.what() + " (in " + faults.size() + " of " + TRIALS
                + " trials, each with other values; requests that fail so count as errors)");
        return query;
    }

    private void run(LoadQuery query, int number) throws SQLException {
        last = Optional.empty();
        Course course = query.begin(new Draws(number));
        for (Optional<Action> next = course.next(); next.isPresent(); next = course.next()) {
            if (next.get() instanceof Action.Execute execute) {
                last = Optional.of(execute);
                Statements.tryOut(connection, execute, course.draws());
            } else if (next.get() instanceof Action.Think think) {
                think.duration(course.draws());
            }
        }
        execute(CHECKING);
    }

    /** As pgbench sends it by default, for what Postgres does not take as a parameter. */
    private Optional<LoadQuery> withoutParameters(LoadQuery query) {
        return last.map(draft.interpolated()::get).map(text -> {
            notes.add(
                    query.name() + ": the variables of a statement are written into it, because Postgres does not take"
                            + " them as parameters (" + draft.origin(last.get()) + ")");
            return query.withActions(replaced(query.actions(), last.get(), text));
        });
    }

    private static List<Action> replaced(List<Action> actions, Action.Execute from, Action.Execute to) {
        return actions.stream().map(action -> replaced(action, from, to)).toList();
    }

    private static Action replaced(Action action, Action.Execute from, Action.Execute to) {
        if (action instanceof Action.Branch branch) {
            return new Action.Branch(branch.ways().stream()
                    .map(way -> new Action.Branch.Way(way.condition(), replaced(way.actions(), from, to)))
                    .toList());
        }
        return action.equals(from) ? to : action;
    }

    private Origin origin(LoadQuery query) {
        return last.map(draft::origin).orElseGet(() -> draft.origin(query.name()));
    }

    private void begin() throws SQLException {
        connection.rollback();
        execute(LIMIT);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Only what writes gets a transaction id. */
    private boolean hasWritten() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.txid_current_if_assigned() IS NOT NULL")) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
