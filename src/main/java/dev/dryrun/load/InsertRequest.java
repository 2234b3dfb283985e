package dev.dryrun.load;

import dev.dryrun.profile.Action;
import dev.dryrun.profile.LoadQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How inserts leave a table as large as it was: the same request deletes the row again, by the key that the insert
 * returns; or, where there is no key to find it by or a delete does not do, undoes the insert.
 */
final class InsertRequest {

    private final LoadQuery insert;
    private final Table table;
    private final Action.Execute statement;

    /** @param insert ends with the INSERT */
    InsertRequest(LoadQuery insert, Table table) {
        this.insert = insert;
        this.table = table;
        this.statement = (Action.Execute) insert.actions().get(insert.actions().size() - 1);
    }

    /** The row is there for a moment, committed, and then deleted. */
    LoadQuery deleting() {
        return deleting(new Action.Execute(delete(), variables()));
    }

    /** The same as {@link #deleting}, but fails if the delete does not find exactly the one row: for trials. */
    LoadQuery deletingOne() {
        String sql = delete() + " RETURNING 1 AS deleted";
        return deleting(new Action.Execute(sql, variables(), new Action.Keeping.OneRow(""), false));
    }

    /** Inserts and rolls back. */
    LoadQuery undone() {
        List<Action> actions = new ArrayList<>(draws());
        actions.add(new Action.Execute("BEGIN", List.of()));
        actions.add(statement);
        actions.add(new Action.Execute("ROLLBACK", List.of()));
        return with(actions);
    }

    private LoadQuery deleting(Action.Execute delete) {
        List<Column> key = table.key();
        String returning = IntStream.range(0, key.size())
                .mapToObj(i -> key.get(i).name() + " AS " + variables().get(i))
                .collect(Collectors.joining(", ", " RETURNING ", ""));
        List<Action> actions = new ArrayList<>(draws());
        actions.add(new Action.Execute(
                statement.sql() + returning, statement.parameters(), new Action.Keeping.OneRow(""), false));
        actions.add(delete);
        return with(actions);
    }

    private String delete() {
        return "DELETE FROM " + table.name()
                + table.key().stream()
                        .map(column -> column.name() + " = ?")
                        .collect(Collectors.joining(" AND ", " WHERE ", ""));
    }

    private List<String> variables() {
        return IntStream.rangeClosed(1, table.key().size())
                .mapToObj(i -> "key" + i)
                .toList();
    }

    private List<Action> draws() {
        return insert.actions().subList(0, insert.actions().size() - 1);
    }

    private LoadQuery with(List<Action> actions) {
        return new LoadQuery(insert.name(), insert.session(), true, insert.weight(), insert.ratePerSecond(), actions);
    }
}
