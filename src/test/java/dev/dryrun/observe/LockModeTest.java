package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LockModeTest {

    /** The table "Conflicting Lock Modes" of the documentation, rows and columns in the order of the modes. */
    private static final List<String> DOCUMENTED = List.of(
            ".......X", // ACCESS SHARE
            "......XX", // ROW SHARE
            "....XXXX", // ROW EXCLUSIVE
            "...XXXXX", // SHARE UPDATE EXCLUSIVE
            "..XX.XXX", // SHARE
            "..XXXXXX", // SHARE ROW EXCLUSIVE
            ".XXXXXXX", // EXCLUSIVE
            "XXXXXXXX"); // ACCESS EXCLUSIVE

    @Test
    void modes_conflict_as_documented() {
        for (LockMode one : LockMode.values()) {
            StringBuilder row = new StringBuilder();
            for (LockMode other : LockMode.values()) {
                row.append(one.conflictsWith(other) ? 'X' : '.');
            }
            assertThat(row.toString()).as(one.pgName()).isEqualTo(DOCUMENTED.get(one.ordinal()));
        }
    }

    @Test
    void share_blocks_writes_but_not_reads() {
        assertThat(LockMode.SHARE.blocksWrites()).isTrue();
        assertThat(LockMode.SHARE.blocksReads()).isFalse();
    }

    @Test
    void only_access_exclusive_blocks_reads() {
        assertThat(LockMode.values()).filteredOn(LockMode::blocksReads).containsExactly(LockMode.ACCESS_EXCLUSIVE);
    }

    @Test
    void every_mode_is_found_by_the_name_that_pg_locks_gives_it() {
        for (LockMode mode : LockMode.values()) {
            assertThat(LockMode.of(mode.pgName())).isEqualTo(mode);
        }
    }
}
