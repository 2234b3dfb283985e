package dev.dryrun.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects, while a profile is read, where its parts stand and how its statements go without parameters. */
final class DraftNotes {

    private final Map<Object, Origin> origins = new HashMap<>();
    private final Map<Action.Execute, Action.Execute> interpolated = new HashMap<>();

    /** The action, whose place is remembered; of equal ones the first counts. */
    <A extends Action> A at(Origin origin, A action) {
        origins.putIfAbsent(action, origin);
        return action;
    }

    void query(Origin origin, LoadQuery query) {
        origins.putIfAbsent(query.name(), origin);
    }

    void session(Origin origin, SessionClass session) {
        origins.putIfAbsent(session, origin);
    }

    void without(Action.Execute parameters, String text) {
        interpolated.put(parameters, new Action.Execute(text, List.of(), parameters.keeping(), true));
    }

    Map<Object, Origin> origins() {
        return origins;
    }

    Map<Action.Execute, Action.Execute> interpolated() {
        return interpolated;
    }
}
