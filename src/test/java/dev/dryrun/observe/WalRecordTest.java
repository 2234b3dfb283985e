package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class WalRecordTest {

    @Test
    void a_lock_is_read_with_its_transaction_database_and_relation() {
        String line = "rmgr: Standby     len (rec/tot):     42/    42, tx:        728, lsn: 0/01554610,"
                + " prev 0/015545A8, desc: LOCK xid 728 db 5 rel 16391 ";
        assertThat(WalRecord.of(line)).contains(new WalRecord.Lock(0x1554610, 728, 5, 16391));
    }

    @Test
    void positions_beyond_four_gigabytes_and_of_other_majors_are_read() {
        String line = "rmgr: Standby     len (rec/tot):     42/    42, tx:       1000, lsn: 1A/F1554610,"
                + " prev 1A/015545A8, desc: LOCK xid 1000 db 16384 rel 4294967290";
        assertThat(WalRecord.of(line)).contains(new WalRecord.Lock(0x1A_F155_4610L, 1000, 16384, 4294967290L));
    }

    @Test
    void the_locks_that_a_checkpoint_lists_again_are_no_grants() {
        String line = "rmgr: Standby     len (rec/tot):     54/    54, tx:          0, lsn: 0/01554610,"
                + " prev 0/015545A8, desc: LOCK xid 728 db 5 rel 16391 xid 729 db 5 rel 16392 ";
        assertThat(WalRecord.of(line)).isEmpty();
    }

    @Test
    void an_end_names_the_transaction_and_its_subtransactions() {
        String commit =
                "rmgr: Transaction len (rec/tot):     98/    98, tx:        726, lsn: 0/015544B0, prev 0/01554460,"
                        + " desc: COMMIT 2026-11-22 21:39:07.463459 UTC; subxacts: 727 728; inval msgs: catcache 32";
        String abort =
                "rmgr: Transaction len (rec/tot):     38/    38, tx:        740, lsn: 0/040001E0, prev 0/04000190,"
                        + " desc: ABORT 2026-11-22 21:39:08.429904 UTC";
        assertThat(WalRecord.of(commit)).contains(new WalRecord.End(0x15544B0, Set.of(726L, 727L, 728L)));
        assertThat(WalRecord.of(abort)).contains(new WalRecord.End(0x40001E0, Set.of(740L)));
    }

    @Test
    void other_records_and_remarks_are_passed_over() {
        assertThat(WalRecord.of("rmgr: Standby     len (rec/tot):     90/    90, tx:          0, lsn: 0/050141B0,"
                        + " prev 0/05013350, desc: INVALIDATIONS ; inval msgs: catcache 55"))
                .isEmpty();
        assertThat(WalRecord.of("rmgr: Transaction len (rec/tot):    306/   306, tx:        726, lsn: 0/015544B0,"
                        + " prev 0/01554460, desc: PREPARE gid dryrun: 2026-11-22 21:39:07.463459 UTC"))
                .isEmpty();
        assertThat(WalRecord.of("first record is after 0/1554000, at 0/1554028, skipping over 40 bytes"))
                .isEmpty();
        assertThat(WalRecord.of("")).isEmpty();
    }
}
