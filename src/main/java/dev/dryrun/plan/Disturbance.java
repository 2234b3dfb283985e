package dev.dryrun.plan;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * A session beside the load that a migration meets in production: which, on what relation, for how long, and from when
 * on. What goes on without a duration of its own (a pg_dump, a VACUUM) is run once, and with one again and again.
 *
 * @param relation as the user wrote it
 */
public record Disturbance(Kind kind, Optional<String> relation, Optional<Duration> duration, Beginning beginning) {

    /** What there is; the name is the one of {@code --disturb} and of report.json. */
    public enum Kind {
        /** A long query on a table: ACCESS SHARE. */
        READER(true, true),
        /** A transaction that has locked rows of a table FOR UPDATE and takes its time. */
        ROW_LOCK(true, true),
        /** A session that has read a table in a transaction, and is idle in it. */
        IDLE(true, true),
        /** The server's own pg_dump of the database. */
        PG_DUMP(false, false),
        /** A VACUUM of a table that gives way to nobody, as the one against wraparound. */
        VACUUM(true, false);

        private final boolean ofRelation;
        private final boolean needsDuration;

        Kind(boolean ofRelation, boolean needsDuration) {
            this.ofRelation = ofRelation;
            this.needsDuration = needsDuration;
        }

        public boolean ofRelation() {
            return ofRelation;
        }

        public boolean needsDuration() {
            return needsDuration;
        }

        /** As spelled on the command line: {@code row-lock}; pg_dump keeps its own name. */
        public String text() {
            return this == PG_DUMP ? "pg_dump" : name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** From when on it is there: it holds its lock when the step is sent, or begins once the step is under way. */
    public record Beginning(boolean during, int step) {

        public static final Beginning FIRST = new Beginning(false, 1);

        public Beginning {
            if (step < 1) {
                throw new IllegalArgumentException("step " + step);
            }
        }

        public String text() {
            return (during ? "during" : "before") + " step " + step;
        }
    }

    public Disturbance {
        if (kind.ofRelation() != relation.isPresent() || kind.needsDuration() && duration.isEmpty()) {
            throw new IllegalArgumentException(kind + " of " + relation + " for " + duration);
        }
    }

    /** Its parts as they were given, without the duration: {@code reader public.orders before step 3}. */
    public String text() {
        return kind.text() + relation.map(name -> " " + name).orElse("") + " " + beginning.text();
    }
}
