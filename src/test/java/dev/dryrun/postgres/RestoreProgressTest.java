package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RestoreProgressTest {

    @Test
    void what_pg_restore_says_it_does_is_counted_and_what_it_complains_about_is_kept() {
        try (RestoreProgress progress = RestoreProgress.start(line -> {}, 3)) {
            assertThat(progress.isComplaint("pg_restore: processing data for table \"public.a\""))
                    .isFalse();
            assertThat(progress.isComplaint("pg_restore: finished item 3012 TABLE DATA a"))
                    .isFalse();
            assertThat(progress.isComplaint("pg_restore: launching item 3000 CONSTRAINT a a_pkey"))
                    .isFalse();
            assertThat(progress.isComplaint("pg_restore: creating CONSTRAINT \"public.a a_pkey\""))
                    .isFalse();
            assertThat(progress.isComplaint("pg_restore: error: could not execute query"))
                    .isTrue();
            assertThat(progress.isComplaint("pg_restore: from TOC entry 3; 1 2 TABLE a"))
                    .isTrue();
            assertThat(progress.isComplaint("Command was: CREATE TABLE a ();")).isTrue();

            assertThat(progress.words()).isEqualTo("1 of 3 tables, 1 indexes and constraints");
        }
    }

    @Test
    void a_stream_is_counted_by_its_bytes_too() throws IOException {
        try (RestoreProgress progress = RestoreProgress.start(line -> {}, 0)) {
            DumpText.LineEditor editor = progress.counted((line, inCode) -> line);
            editor.edit("COPY a (b) FROM stdin;", true);
            editor.edit("COPY a (b) FROM stdin;", false);
            progress.counted(new ByteArrayInputStream(new byte[2_500_000])).readNBytes(2_500_000);

            assertThat(progress.words()).isEqualTo("1 tables, 3 MB of SQL");
        }
    }
}
