package dev.dryrun.load;

import dev.dryrun.plan.NoVerdict;
import dev.dryrun.profile.DrawFailure;
import dev.dryrun.profile.LoadProfile;
import dev.dryrun.profile.LoadQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Derives a profile: drafts what each chosen table allows, draws the values, and keeps the queries that work.
 *
 * <p>It reads by key and by ranges of an index, sets a column to what it is, and inserts copies of existing rows, which
 * the same request removes again, so that no table grows; 80 % of its requests read. Its column lists are taken before
 * the migration, as those of an application that is deployed already.
 */
public final class ProfileDerivation {

    private static final String READING = "SET LOCAL statement_timeout = '10s'";
    /** Constraints and triggers that wait for the commit fire at once, because the trial never commits. */
    private static final String TRYING = "SET LOCAL statement_timeout = '2s'; SET CONSTRAINTS ALL IMMEDIATE";

    /** The numbers of requests to try: the first ones, and one that a load hardly ever comes to. */
    private static final List<Long> TRIALS = List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 50_000_000L);

    private final Connection connection;
    private final List<LoadQuery> queries = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> undone = new ArrayList<>();
    private final Map<String, Draft> drafts = new HashMap<>();
    private final Retirement retirement;

    private ProfileDerivation(Connection connection, Retirement retirement) {
        this.connection = connection;
        this.retirement = retirement;
    }

    /**
     * Derives the load from the restored database.
     *
     * @param connection in autocommit; nothing that is done on it stays
     * @param namedIdentifiers lower-case names, with or without schema, that occur in the migration's text: the tables
     *     among them and their neighbours by foreign key are worked on, or else the largest tables
     * @param retired tables and columns that the application no longer uses
     * @return a profile without queries if no table allows any
     * @throws dev.dryrun.plan.BadInput if a retired name is not there
     * @throws NoVerdict if the catalogs cannot be read
     */
    public static LoadProfile derive(Connection connection, Set<String> namedIdentifiers, Set<String> retired) {
        return derived(connection, namedIdentifiers, retired).profile();
    }

    /** @throws dev.dryrun.plan.BadInput if a retired name is not there */
    public static void checkRetired(Connection connection, Set<String> retired) throws SQLException {
        Retirement.read(connection, retired);
    }

    /**
     * A profile that was not derived, without the queries that use what is retired.
     *
     * @throws dev.dryrun.plan.BadInput if a retired name is not there
     */
    public static LoadProfile withoutRetired(Connection connection, LoadProfile profile, Set<String> retired)
            throws SQLException {
        return new RetiredUse(connection)
                .without(profile, Retirement.read(connection, retired).parts());
    }

    /** What a query was made of. */
    record Draft(Table table, QueryDraft query) {}

    /** A profile, with what its queries were made of by their names. */
    record Derived(LoadProfile profile, Map<String, Draft> drafts) {}

    static Derived derived(Connection connection, Set<String> namedIdentifiers, Set<String> retired) {
        try {
            ProfileDerivation derivation = new ProfileDerivation(connection, Retirement.read(connection, retired));
            return new Derived(derivation.read(namedIdentifiers), derivation.drafts);
        } catch (SQLException failed) {
            throw new NoVerdict(
                    "deriving the load from the restored database: " + Reason.of(failed),
                    "--load none runs the migration without load",
                    failed);
        }
    }

    private LoadProfile read(Set<String> identifiers) throws SQLException {
        connection.setAutoCommit(false);
        try {
            TableChoice choice = TableChoice.read(connection, identifiers);
            notes.addAll(choice.notes());
            for (TableChoice.Chosen chosen : choice.chosen()) {
                table(chosen);
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        if (queries.stream().anyMatch(query -> query.name().endsWith(QueryDraft.INSERT_NAME))) {
            notes.add("what a request inserts it deletes again or undoes: no table grows by the load");
        }
        undone.forEach(table -> notes.add(table + ": inserts are undone, because their rows could not be found to be"
                + " deleted, or not without reading a large table"));
        return LoadProfile.of("auto", QueryMix.weighted(queries), notes);
    }

    private void table(TableChoice.Chosen chosen) throws SQLException {
        if (retirement.isRetired(chosen.name())) {
            notes.add(chosen.name() + ": not in the load, because it is retired");
            return;
        }
        int before = queries.size();
        begin(READING);
        try {
            Table whole = TableCatalog.read(connection, chosen);
            Table table = retirement.without(whole);
            Optional<String> noInsert = retirement.preventsInserts(whole);
            noInsert.ifPresent(why -> notes.add(table.name() + ": no insert, because " + why));
            notes.addAll(QueryDraft.missing(table));
            for (QueryDraft draft : QueryDraft.of(table)) {
                if (noInsert.isEmpty() || draft.kind() != QueryDraft.Kind.INSERT) {
                    query(table, draft);
                }
            }
            if (queries.size() == before && !table.columns().isEmpty()) {
                query(table, QueryDraft.firstRows(table));
            }
            if (queries.size() == before) {
                notes.add(chosen.name() + ": not in the load, because none of its queries works");
            }
        } catch (SQLException failed) {
            notes.add(chosen.name() + ": not in the load, because reading it failed: " + Reason.of(failed));
        }
    }

    private void query(Table table, QueryDraft draft) throws SQLException {
        drafts.put(draft.name(), new Draft(table, draft));
        begin(READING);
        try {
            TableSample sample = new TableSample(connection, table);
            Optional<LoadQuery> query = sample.complete(draft);
            if (query.isEmpty()) {
                notes.add(draft.name() + ": left out, because the table has no values for it");
            } else if (draft.kind() == QueryDraft.Kind.INSERT) {
                insert(table, query.get(), !table.key().isEmpty() && sample.isCheapToDelete());
            } else {
                addIfItWorks(query.get());
            }
        } catch (SQLException failed) {
            notes.add(draft.name() + ": left out, because drawing its values failed: " + Reason.of(failed));
        }
    }

    private void insert(Table table, LoadQuery query, boolean deletable) throws SQLException {
        InsertRequest request = new InsertRequest(query, table);
        if (deletable && fault(request.deletingOne()).isEmpty()) {
            queries.add(request.deleting());
        } else if (addIfItWorks(request.undone())) {
            undone.add(table.name());
        }
    }

    private boolean addIfItWorks(LoadQuery query) throws SQLException {
        Optional<String> fault = fault(query);
        if (fault.isEmpty()) {
            queries.add(query);
        } else {
            notes.add(query.name() + ": left out, because a trial failed: " + fault.get());
        }
        return fault.isEmpty();
    }

    /** Why a query does not work; empty if it does. */
    private Optional<String> fault(LoadQuery query) throws SQLException {
        for (long number : TRIALS) {
            begin(TRYING);
            try {
                Statements.runOnce(connection, query, number);
            } catch (SQLException failed) {
                return Optional.of(Reason.of(failed));
            } catch (DrawFailure failed) {
                return Optional.of(failed.getMessage());
            }
        }
        return Optional.empty();
    }

    /** Ends whatever was under way, undone, and begins anew. */
    private void begin(String settings) throws SQLException {
        connection.rollback();
        try (Statement statement = connection.createStatement()) {
            statement.execute(settings);
        }
    }
}
