package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WalFiguresTest {

    @Test
    void the_total_of_pg_waldump_is_records_and_full_page_images_together() {
        String statistics = """
                WAL statistics between 0/1523B50 and 0/1523C08:
                Type                                           N      (%)          Record size      (%)             FPI size      (%)        Combined size      (%)
                ----                                           -      ---          -----------      ---             --------      ---        -------------      ---
                Heap                                           5 ( 62.50)                  395 ( 69.42)                    0 (  0.00)                  395 ( 60.00)
                                                        --------                      --------                      --------                      --------
                Total                                          8                           569 [86.41%]                   89 [13.59%]                  658 [100%]
                """;
        assertThat(WalFigures.total(statistics)).contains(658L);
    }

    @Test
    void statistics_without_a_total_give_nothing() {
        assertThat(WalFigures.total("WAL statistics between 0/0 and 0/0:")).isEmpty();
    }

    @Test
    void positions_are_written_as_postgres_does() {
        assertThat(WalFigures.position(0x1_0152_3B50L)).isEqualTo("1/1523B50");
    }
}
