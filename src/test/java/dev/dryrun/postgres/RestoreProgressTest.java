package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.progress.Reached;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreProgressTest {

    @TempDir
    private Path directory;

    @Test
    void an_archive_is_restored_by_its_entries() {
        RestoreProgress progress = ofArchive();
        assertThat(progress.get()).isEqualTo(new Reached.Share(0, 5, "0 of 3 tables"));

        progress.isComplaint("pg_restore: processing data for table \"public.a\"");
        progress.isComplaint("pg_restore: processing data for table \"public.b\"");
        assertThat(progress.get()).isEqualTo(new Reached.Share(1, 5, "2 of 3 tables"));

        progress.isComplaint("pg_restore: processing data for table \"public.c\"");
        progress.isComplaint("pg_restore: creating INDEX \"public.a_x\"");
        assertThat(progress.get()).isEqualTo(new Reached.Share(3, 5, "3 of 3 tables, 1 of 2 indexes and constraints"));
    }

    @Test
    void what_pg_restore_says_besides_is_a_complaint() {
        RestoreProgress progress = ofArchive();
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
    }

    @Test
    void a_plain_dump_is_restored_by_the_bytes_of_its_file() throws IOException {
        String rows = "COPY public.a (x) FROM stdin;\n" + "1234567\n".repeat(250_000) + "\\.\n";
        Dump dump = Dump.read(TestDump.plain(directory.resolve("a.sql"), "CREATE TABLE public.a (x text);\n" + rows));
        RestoreProgress progress = new RestoreProgress(dump, dump.contents().orElseThrow());

        try (InputStream text = new DumpText(progress.open(), progress.counted((line, inCode) -> line))) {
            assertThat(progress.get()).isEqualTo(new Reached.Share(0, dump.bytes(), "0 of 2 MB"));
            text.readAllBytes();
        }

        assertThat(progress.get()).isEqualTo(new Reached.Share(dump.bytes(), dump.bytes(), "2 of 2 MB, 1 of 1 tables"));
    }

    private static RestoreProgress ofArchive() {
        Dump plain = TestDump.empty();
        DumpContents known = plain.contents().orElseThrow();
        DumpHeader header = new DumpHeader(DumpFormat.CUSTOM, "15.4", "15.4", Optional.of("shop"));
        return new RestoreProgress(
                new Dump(plain.path(), plain.compression(), header, plain.bytes(), plain.sha256(), Optional.empty()),
                new DumpContents(known.database(), Set.of(), List.of(), Set.of(), 3, 2));
    }
}
