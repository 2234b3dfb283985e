package dev.dryrun.load;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.NoVerdict;
import dev.dryrun.profile.LoadInput;
import dev.dryrun.profile.LoadProfile;
import dev.dryrun.profile.LoadQuery;
import dev.dryrun.profile.MeasuredStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes a profile of what production has counted: the statements that are called most, as often as they were in
 * proportion, with parameters from the restored data. Only those are in it that a number of trials found to work.
 */
public final class StatementsDerivation {

    private static final int MOST = 50;
    private static final int TRIALS = 10;
    private static final int EXCERPT = 60;
    private static final String READ_ONLY_TRANSACTION = "25006";
    private static final String TRYING = "SET LOCAL statement_timeout = '2s'; SET CONSTRAINTS ALL IMMEDIATE";

    private final Connection connection;
    private final LoadInput.Measured measured;
    private final List<LoadQuery> queries = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final StatementChoice choice;

    private StatementsDerivation(Connection connection, LoadInput.Measured measured) {
        this.connection = connection;
        this.measured = measured;
        this.choice = StatementChoice.of(measured.statements());
    }

    /**
     * Binds the statements to the restored database.
     *
     * @param connection in autocommit; nothing that is done on it stays
     * @throws BadInput if none of the statements can be run
     * @throws NoVerdict if the database does not answer
     */
    public static LoadProfile derive(Connection connection, LoadInput.Measured measured) {
        try {
            return new StatementsDerivation(connection, measured).derive();
        } catch (SQLException failed) {
            throw new NoVerdict(
                    "trying the statements of " + measured.file() + ": " + Reason.of(failed),
                    "--load auto derives the load from the schema",
                    failed);
        }
    }

    private LoadProfile derive() throws SQLException {
        List<MeasuredStatement> all = choice.ofApplication().stream()
                .sorted(Comparator.comparingDouble(MeasuredStatement::calls).reversed())
                .toList();
        connection.setAutoCommit(false);
        try {
            int rank = 0;
            for (MeasuredStatement statement : all.subList(0, Math.min(all.size(), MOST))) {
                add(++rank, statement);
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        if (queries.isEmpty()) {
            String first = notes.isEmpty() ? "" : ": " + notes.get(0);
            throw new BadInput(
                    measured.file() + ": none of its statements can be run on the restored database" + first,
                    "check that it is an export of this database's statistics; docs/load-from-statements.md says how");
        }
        notes.addAll(0, summary(all.size()));
        return LoadProfile.of(measured.file(), queries, notes);
    }

    private void add(int rank, MeasuredStatement statement) throws SQLException {
        String name = "statement " + rank + ": " + excerpt(statement.sql());
        Optional<String> reason = choice.whyNot(statement);
        if (reason.isEmpty()) {
            try {
                begin("SET LOCAL statement_timeout = '10s'");
                LoadQuery query = StatementBinding.bind(connection, statement, name);
                queries.add(tried(query).withWeight(statement.calls()));
            } catch (StatementBinding.Impossible impossible) {
                reason = Optional.of(impossible.getMessage());
            } catch (SQLException failed) {
                reason = Optional.of(Reason.of(failed));
            }
        }
        reason.ifPresent(why -> notes.add(measured.file() + ":" + statement.line() + ": left out ("
                + percent(statement.calls()) + " of the calls): " + why + ": " + excerpt(statement.sql())));
    }

    /** The same query, which has worked in each trial, and known to read or to write. */
    private LoadQuery tried(LoadQuery query) throws SQLException {
        boolean writes = writes(query);
        for (int i = 1; i < TRIALS; i++) {
            begin(TRYING);
            Statements.runOnce(connection, query, i);
        }
        return new LoadQuery(
                query.name(), query.session(), writes, query.weight(), query.ratePerSecond(), query.actions());
    }

    /** Whether it needs a transaction that may write: locks of rows and functions that write count as well. */
    private boolean writes(LoadQuery query) throws SQLException {
        begin("SET TRANSACTION READ ONLY; " + TRYING);
        try {
            Statements.runOnce(connection, query, 0);
            return false;
        } catch (SQLException failed) {
            if (READ_ONLY_TRANSACTION.equals(failed.getSQLState())) {
                return true;
            }
            throw failed;
        }
    }

    private List<String> summary(int statements) {
        List<String> summary = new ArrayList<>();
        double calls = queries.stream().mapToDouble(LoadQuery::weight).sum();
        summary.add(measured.file() + ": " + queries.size() + " of " + statements
                + " statements of the application are in the load, with " + percent(calls) + " of their calls");
        measured.statements().stream()
                .flatMap(statement -> statement.seconds().stream().boxed())
                .filter(seconds -> seconds > 0)
                .findFirst()
                .ifPresent(seconds -> summary.add(measured.file() + ": they were called "
                        + String.format(Locale.ROOT, "%.1f", choice.applicationCalls() / seconds)
                        + " times a second on average; --load-rate sets the rate"));
        if (choice.others() > 0) {
            summary.add(measured.file() + ": " + choice.others() + " statements of drivers and monitors"
                    + " (transactions, settings, catalogs) are not counted");
        }
        return summary;
    }

    private String percent(double calls) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * calls / choice.applicationCalls());
    }

    private static String excerpt(String sql) {
        String line = StatementChoice.withoutValues(sql).strip().replaceAll("\\s+", " ");
        return line.length() <= EXCERPT ? line : line.substring(0, EXCERPT - 1) + "…";
    }

    /** Ends whatever was under way, undone, and begins anew. */
    private void begin(String settings) throws SQLException {
        connection.rollback();
        try (Statement statement = connection.createStatement()) {
            statement.execute(settings);
        }
    }
}
