package dev.dryrun.observe;

import java.util.Set;

/**
 * A foreign key that is enforced: the columns of the referencing table and the key of the referenced one, by their
 * numbers, and what becomes of the referencing rows when a referenced one is deleted or its key is updated.
 */
public record ForeignKey(
        long referencing, Set<Integer> columns, long referenced, Set<Integer> key, Action onDelete, Action onUpdate) {

    /**
     * What a trigger on the referenced table does to the referencing one, and the lock that it needs there.
     *
     * @see <a href="https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK">Foreign Keys</a>
     */
    public enum Action {
        /** NO ACTION and RESTRICT: SELECT … FOR KEY SHARE. */
        LOOK(LockMode.ROW_SHARE),
        /** CASCADE: DELETE or UPDATE. */
        CASCADE(LockMode.ROW_EXCLUSIVE),
        /** SET NULL and SET DEFAULT: UPDATE. */
        SET(LockMode.ROW_EXCLUSIVE);

        private final LockMode mode;

        Action(LockMode mode) {
            this.mode = mode;
        }

        /** As {@code pg_constraint.confdeltype} and {@code confupdtype} have it. */
        static Action of(char letter) {
            return switch (letter) {
                case 'a', 'r' -> LOOK;
                case 'c' -> CASCADE;
                case 'n', 'd' -> SET;
                default -> throw new IllegalArgumentException("no action of a foreign key: " + letter);
            };
        }

        boolean waitsBehind(LockMode other) {
            return other.conflictsWith(mode);
        }
    }

    public ForeignKey {
        columns = Set.copyOf(columns);
        key = Set.copyOf(key);
    }
}
