package dev.dryrun.load;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.NoVerdict;
import dev.dryrun.profile.Action;
import dev.dryrun.profile.Distribution;
import dev.dryrun.profile.LoadProfile;
import dev.dryrun.profile.LoadQuery;
import dev.dryrun.profile.Origin;
import dev.dryrun.profile.ProfileDraft;
import dev.dryrun.profile.ValueSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Binds a profile to the restored database: finds its tables and columns, draws their values, and tries its queries. */
public final class ProfileBinding {

    private static final String READING = "SET LOCAL statement_timeout = '60s'";

    private final Connection connection;
    private final ProfileDraft draft;
    private final ColumnValues columns;
    private final int connections;
    private int clients;
    private final List<String> notes = new ArrayList<>();

    private ProfileBinding(Connection connection, ProfileDraft draft, int connections) {
        this.connection = connection;
        this.draft = draft;
        this.columns = new ColumnValues(connection);
        this.connections = connections;
        this.clients = connections;
    }

    /**
     * The profile as it can be run.
     *
     * @param connection in autocommit; nothing that is done on it stays
     * @param connections how many a class of sessions has that does not say so itself, which is what {@code :client_id}
     *     of pgbench counts up to
     * @throws BadInput with file and line if a table or column is not there, or a query does not work
     * @throws NoVerdict if the database cannot be read
     */
    public static LoadProfile bind(Connection connection, ProfileDraft draft, int connections) {
        try {
            return new ProfileBinding(connection, draft, connections).bound();
        } catch (SQLException failed) {
            throw new NoVerdict(
                    "binding the load to the restored database: " + Reason.of(failed),
                    "--load none runs the migration without load",
                    failed);
        }
    }

    private LoadProfile bound() throws SQLException {
        LoadProfile profile = draft.profile();
        List<LoadQuery> queries = new ArrayList<>();
        connection.setAutoCommit(false);
        try {
            for (LoadQuery query : profile.queries()) {
                begin();
                clients = connections(query);
                LoadQuery withValues = query.withActions(actions(query.actions()));
                queries.add(new QueryTrial(connection, draft, notes).tried(withValues));
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        return new LoadProfile(profile.name(), profile.ratePerSecond(), profile.sessions(), queries, notes);
    }

    /** Of the query's class of sessions. */
    private int connections(LoadQuery query) {
        return draft.profile().sessions().stream()
                .filter(session -> session.name().equals(query.session()))
                .flatMapToInt(session -> session.connections().stream())
                .findFirst()
                .orElse(connections);
    }

    private void begin() throws SQLException {
        connection.rollback();
        try (Statement statement = connection.createStatement()) {
            statement.execute(READING);
        }
    }

    private List<Action> actions(List<Action> unbound) throws SQLException {
        List<Action> bound = new ArrayList<>();
        for (Action action : unbound) {
            if (action instanceof Action.Draw draw) {
                bound.addAll(draws(draw));
            } else if (action instanceof Action.Branch branch) {
                bound.add(branch(branch));
            } else {
                bound.add(action);
            }
        }
        return bound;
    }

    private Action branch(Action.Branch branch) throws SQLException {
        List<Action.Branch.Way> ways = new ArrayList<>();
        for (Action.Branch.Way way : branch.ways()) {
            ways.add(new Action.Branch.Way(way.condition(), actions(way.actions())));
        }
        return new Action.Branch(ways);
    }

    private List<Action> draws(Action.Draw draw) throws SQLException {
        if (draw.values() instanceof ValueSource.FreshFor fresh) {
            return fresh(draw, fresh);
        }
        if (draw.values() instanceof ValueSource.OfColumns wanted) {
            return List.of(new Action.Draw(draw.variables(), columns.rows(wanted, draft.origin(draw))));
        }
        if (draw.values() instanceof ValueSource.DatabaseScale) {
            return List.of(new Action.Draw(draw.variables(), ValueSource.OneOf.constant(Long.toString(scale()))));
        }
        if (draw.values() instanceof ValueSource.ClientNumber) {
            return List.of(new Action.Draw(draw.variables(), new ValueSource.Turns(clients)));
        }
        return List.of(draw);
    }

    /** A value of a row, and from that a new one. */
    private List<Action> fresh(Action.Draw draw, ValueSource.FreshFor fresh) throws SQLException {
        Origin origin = draft.origin(draw);
        ValueSource models =
                columns.rows(new ValueSource.OfColumns(List.of(fresh.column()), Distribution.UNIFORM), origin);
        String variable = draw.variables().get(0);
        return List.of(
                new Action.Draw(draw.variables(), models),
                new Action.Draw(
                        draw.variables(), new ValueSource.Fresh(variable, columns.fresh(fresh.column(), origin))));
    }

    private long scale() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("SELECT pg_catalog.to_regclass('pgbench_branches') IS NULL")) {
                row.next();
                if (row.getBoolean(1)) {
                    return 1;
                }
            }
            try (ResultSet row = statement.executeQuery("SELECT pg_catalog.count(*) FROM pgbench_branches")) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
