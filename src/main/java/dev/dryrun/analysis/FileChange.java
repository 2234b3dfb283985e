package dev.dryrun.analysis;

import dev.dryrun.observe.Relation;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A relation that has another file than before, and why. */
public record FileChange(Relation relation, Cause cause) {

    /** Why a relation has a new file. */
    public enum Cause {
        /** Its rows were written anew. */
        REWRITE,
        TRUNCATE,
        REINDEX,
        /** To another tablespace. */
        MOVE;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Pattern TABLESPACE = Pattern.compile("\\bSET\\s+TABLESPACE\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern TRUNCATE = Pattern.compile("\\bTRUNCATE\\b", Pattern.CASE_INSENSITIVE);

    /**
     * Tells the cause from the statement and from what else has a new file: an index of a table that was rewritten was
     * written with it, one whose table kept its file was rebuilt alone.
     */
    static Cause causeOf(Relation relation, String sql, Map<Long, Relation> changed) {
        boolean tableToo = relation.table().map(changed::containsKey).orElse(true);
        if (TABLESPACE.matcher(sql).find()) {
            return Cause.MOVE;
        }
        if (relation.isIndex() && !tableToo) {
            return Cause.REINDEX;
        }
        return startsWithTruncate(sql) ? Cause.TRUNCATE : Cause.REWRITE;
    }

    private static boolean startsWithTruncate(String sql) {
        return TRUNCATE.matcher(sql).lookingAt();
    }

    static Optional<FileChange> reindexed(Relation created, Set<Relation> dropped) {
        boolean replaced = created.isIndex()
                && dropped.stream().anyMatch(old -> old.isIndex() && old.name().equals(created.name()));
        return replaced ? Optional.of(new FileChange(created, Cause.REINDEX)) : Optional.empty();
    }
}
