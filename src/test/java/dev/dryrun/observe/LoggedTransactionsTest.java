package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoggedTransactionsTest {

    @Test
    void the_log_names_the_process_of_each_transaction_that_it_reports_on() {
        String log = """
                2026-11-22 21:39:08.429 UTC [27600] 740 ERROR:  column "x" of relation "t" contains null values
                2026-11-22 21:39:08.429 UTC [27600] 740 STATEMENT:  ALTER TABLE t ADD COLUMN x int not null
                2026-11-22 21:39:09.756 UTC [27618] 0 LOG:  automatic vacuum of table "d.public.u": index scans: 1
                \tpages: 0 removed, 24 remain, 24 scanned (100.00% of total)
                2026-11-22 21:39:11.298 UTC [27679] 763 LOG:  automatic vacuum of table "d.public.t": index scans: 1
                """;
        assertThat(LoggedTransactions.read(log))
                .containsEntry(740L, 27600)
                .containsEntry(763L, 27679)
                .hasSize(2);
    }
}
