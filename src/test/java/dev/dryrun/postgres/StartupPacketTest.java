package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StartupPacketTest {

    private static final int PROTOCOL = 196608;

    @Test
    void a_database_that_is_not_named_is_that_of_the_user() {
        assertThat(packet("user\0anna\0\0").database()).isEqualTo("anna");
        assertThat(packet("user\0anna\0database\0shop\0\0").database()).isEqualTo("shop");
    }

    @Test
    void options_of_ours_come_before_those_of_the_client_which_win() {
        StartupPacket packet =
                packet("user\0anna\0options\0-c lock_timeout=1s\0\0").withOptions("-c lock_timeout=3s");
        assertThat(packet.parameters()).containsEntry("options", "-c lock_timeout=3s -c lock_timeout=1s");
    }

    @Test
    void without_options_of_ours_it_is_passed_on_as_it_came() {
        StartupPacket packet = packet("user\0anna\0\0");
        assertThat(packet.withOptions("")).isSameAs(packet);
    }

    @Test
    void what_is_written_is_what_is_read() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        packet("user\0anna\0application_name\0\0\0").withOptions("-c x=1").writeTo(new DataOutputStream(bytes));
        StartupPacket read = StartupPacket.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(read.code()).isEqualTo(PROTOCOL);
        assertThat(read.parameters())
                .containsEntry("user", "anna")
                .containsEntry("application_name", "")
                .containsEntry("options", "-c x=1");
    }

    @Test
    void another_protocol_is_refused() {
        byte[] http = "GET / HTTP/1.1".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> StartupPacket.read(new DataInputStream(new ByteArrayInputStream(http))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not Postgres's protocol");
    }

    private static StartupPacket packet(String body) {
        return new StartupPacket(PROTOCOL, body.getBytes(StandardCharsets.UTF_8));
    }
}
