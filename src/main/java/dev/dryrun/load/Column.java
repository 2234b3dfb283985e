package dev.dryrun.load;

import dev.dryrun.profile.FreshValue;
import java.util.Arrays;
import java.util.Set;

/** A column of a table, its name quoted where SQL needs it, with what matters for reading and writing it. */
record Column(String name, Type type, long limit, Set<Trait> traits) {

    /** What kind of new values the column can be given. {@code limit} is the largest number, or the longest text. */
    enum Type {
        NUMBER,
        TEXT,
        UUID,
        ADDRESS,
        DATE,
        TIMESTAMP,
        BYTES,
        NUMBER_RANGE,
        DATE_RANGE,
        TIME_RANGE,
        OTHER
    }

    /** What keeps the load from writing a column, or from choosing its value. */
    enum Trait {
        FOREIGN_KEY,
        INDEXED,
        PARTITION_KEY,
        GENERATED,
        IDENTITY,
        SEQUENCE_DEFAULT
    }

    Column {
        traits = Set.copyOf(traits);
    }

    boolean isAny(Trait... wanted) {
        return Arrays.stream(wanted).anyMatch(traits::contains);
    }

    /** The server fills it in, so an application leaves it out of its inserts. */
    boolean isFilledByServer() {
        return isAny(Trait.GENERATED, Trait.IDENTITY, Trait.SEQUENCE_DEFAULT);
    }

    /** The load can make values for it that no row has, which fit and which point to nothing. */
    boolean canBeFresh() {
        boolean fits = type != Type.TEXT || limit >= FreshValue.Suffixed.LEAST_LENGTH;
        return type != Type.OTHER && fits && !isAny(Trait.FOREIGN_KEY, Trait.PARTITION_KEY);
    }
}
