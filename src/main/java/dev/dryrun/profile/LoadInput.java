package dev.dryrun.profile;

import java.util.List;

/** What the user gave for the load, read and understood before the restore; it is bound to the database after that. */
public sealed interface LoadInput permits LoadInput.Derived, LoadInput.Measured, ProfileDraft {

    LoadInput DERIVED = new Derived();

    /** The classes of sessions that it names. */
    default List<SessionClass> sessions() {
        return List.of(SessionClass.APPLICATION);
    }

    /** Nothing: the load is derived from the schema. */
    record Derived() implements LoadInput {}

    /** Statements that production has counted. */
    record Measured(String file, List<MeasuredStatement> statements) implements LoadInput {

        public Measured {
            statements = List.copyOf(statements);
        }
    }
}
