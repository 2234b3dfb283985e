package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.ServerPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ServerChoiceTest {

    private static final InstalledPrograms INSTALLED =
            new InstalledPrograms(List.of(programs(17), programs(14), programs(16)));

    @Test
    void the_own_major_is_taken_or_else_the_nearest_newer_one() {
        assertThat(INSTALLED.nearest(14)).map(Programs::major).contains(14);
        assertThat(INSTALLED.nearest(15)).map(Programs::major).contains(16);
        assertThat(INSTALLED.nearest(18)).isEmpty();
    }

    @Test
    void a_dump_never_goes_into_an_older_major() {
        assertThat(Servers.wantedMajor(plan(Optional.empty()), dump(15, 15))).isEqualTo(15);
        assertThat(Servers.wantedMajor(plan(Optional.of(17)), dump(15, 15))).isEqualTo(17);
        assertThatThrownBy(() -> Servers.wantedMajor(plan(Optional.of(14)), dump(15, 15)))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void a_server_older_than_what_is_observed_becomes_the_oldest_supported_one() {
        assertThat(Servers.wantedMajor(plan(Optional.empty()), dump(9, 15))).isEqualTo(13);
    }

    @Test
    void a_pg_restore_older_than_the_pg_dump_is_noted_and_one_that_cannot_read_the_format_refused() {
        assertThat(ArchiveSupport.understands(13, dump(13, 15))).isTrue();
        assertThat(ArchiveSupport.understands(15, dump(15, 16))).isFalse();
        assertThat(ArchiveSupport.understands(16, dump(15, 17))).isFalse();
        assertThat(ArchiveSupport.understands(17, dump(15, 18))).isTrue();
        assertThat(ArchiveSupport.warnings(13, 13, dump(13, 15))).hasSize(1);
        assertThat(ArchiveSupport.warnings(16, 16, dump(15, 15)))
                .hasSize(1)
                .first()
                .asString()
                .contains("locks");
        assertThat(ArchiveSupport.warnings(15, 15, dump(15, 15))).isEmpty();
    }

    @Test
    void an_owner_is_dead_when_its_process_is_another_one_or_gone() {
        Owner self = Owner.self();

        assertThat(self.isDead()).isFalse();
        assertThat(Owner.parse(self.text())).map(Owner::isDead).contains(false);
        assertThat(new Owner(self.host(), self.pid(), self.birth() + "0").isDead())
                .isTrue();
        assertThat(new Owner(self.host(), 4_194_303, self.birth()).isDead()).isTrue();
        assertThat(new Owner("elsewhere", 4_194_303, self.birth()).isDead()).isFalse();
        assertThat(Owner.parse("nonsense")).isEmpty();
    }

    @Test
    void a_clock_that_is_set_makes_no_owner_dead() throws IOException {
        assumeThat(Path.of("/proc/sys/kernel/random/boot_id")).exists();
        Owner self = Owner.self();
        String byTheWallClock = "1000";

        assertThat(self.birth())
                .matches(Pattern.quote(Files.readString(Path.of("/proc/sys/kernel/random/boot_id"))
                                .strip()) + ":[0-9]+");
        assertThat(new Owner(self.host(), self.pid(), byTheWallClock).isDead()).isFalse();
    }

    private static Programs programs(int major) {
        return new Programs(Path.of("/opt/pg" + major), major, major + ".1");
    }

    private static Dump dump(int serverMajor, int dumpedBy) {
        DumpHeader header = new DumpHeader(DumpFormat.CUSTOM, serverMajor + ".1", dumpedBy + ".1", Optional.empty());
        return new Dump(Path.of("/x.dump"), DumpCompression.NONE, header, 1, "", Optional.empty());
    }

    private static ServerPlan plan(Optional<Integer> version) {
        return new ServerPlan(ServerPlan.Choice.AUTO, version, Optional.empty(), Map.of(), 1, false);
    }
}
