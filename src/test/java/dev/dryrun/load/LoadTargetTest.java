package dev.dryrun.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class LoadTargetTest {

    @Test
    void a_login_has_a_deadline_though_its_socket_has_none() {
        Properties properties =
                new LoadTarget("jdbc:postgresql://127.0.0.1:5432/shop", "app", "s3cret").properties(Optional.empty());

        assertThat(properties)
                .containsEntry("loginTimeout", "30")
                .containsEntry("connectTimeout", "0")
                .containsEntry("sslResponseTimeout", "0");
    }

    @Test
    void the_password_is_not_printed() {
        LoadTarget target = new LoadTarget("jdbc:postgresql://127.0.0.1:5432/shop", "app", "s3cret");

        assertThat(target.toString()).contains("/shop", "app").doesNotContain("s3cret");
    }
}
