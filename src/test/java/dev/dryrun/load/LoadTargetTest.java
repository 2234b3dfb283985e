package dev.dryrun.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadTargetTest {

    @Test
    void the_password_is_not_printed() {
        LoadTarget target = new LoadTarget("jdbc:postgresql://127.0.0.1:5432/shop", "app", "s3cret");

        assertThat(target.toString()).contains("/shop", "app").doesNotContain("s3cret");
    }
}
